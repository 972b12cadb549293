import ArgumentParser

@main
struct P2C: ParsableCommand {}
