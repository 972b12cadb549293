import Glibc

/// What the system says about one of its error numbers, as a sentence without a period.
func systemMessage(_ errno: Int32) -> String {
    guard errno != 0, let text = strerror(errno) else { return "The system does not say why" }
    return "The system says \"\(String(cString: text))\""
}
