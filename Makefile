.PHONY: build test check bench format

build:          ## The program as users run it
	swift build -c release --product p2c

test:           ## Everything that continuous integration runs
	scripts/test

check:          ## Format, warnings, imports and debug tests: before every commit
	scripts/test --quick

bench:          ## Speed of p2c and its peers on this machine, into benchmarks/results.md
	benchmarks/run

format:         ## Brings the sources into the project's format
	swift format --in-place --recursive Package.swift Sources Tests
