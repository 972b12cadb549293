/// The vectors of PapaParse that we do not agree with, by their place in its list, and why.
enum PapaParseDifferences {
    private static let comments = "we know no comment lines: no format of Dynamics has them"
    private static let blankLines = "we pass over blank lines, with a warning"
    private static let ragged = "a record with a wrong number of values is set aside"
    private static let duplicates = "two columns of one name are refused, not renamed"
    private static let behindQuote = "a record with text behind a closing quote is set aside"
    private static let types = "reading never decides types: values stay text"
    private static let delimiters = "a delimiter is one ASCII character"
    private static let refused = "settings that make no sense are refused, not replaced"
    private static let quoting = "we put values into quotes only where they must be"
    private static let formulae = "values are written as they are"
    private static let emptyRows = "a record of nothing is written with its delimiters"

    static let core: [Int: String] = [
        37: "empty values behind the last column are left out, with a warning",
        39: comments, 40: comments, 41: comments, 42: comments, 43: comments, 44: comments,
        45: comments, 46: comments, 47: ragged, 48: comments, 49: comments, 50: comments,
        54: blankLines, 56: comments, 58: blankLines, 59: duplicates, 61: duplicates,
        62: duplicates,
    ]

    static let parse: [Int: String] = [
        5: behindQuote, 6: behindQuote, 7: behindQuote, 90: behindQuote, 91: behindQuote,
        9: "a lone CR ends a line wherever it stands outside quotes",
        24: refused, 25: delimiters, 26: delimiters,
        28: types, 29: types, 31: types, 32: types, 36: types,
        42: blankLines, 43: blankLines, 44: blankLines, 59: blankLines,
        45: ragged, 57: ragged, 63: ragged, 88: ragged,
        65: comments, 66: comments, 75: comments,
        67: "two delimiters divide every line alike, which is refused as doubtful",
        89: "a record whose values are all empty is a record",
        94: "lines are passed over only before a header",
        96: "lines are passed over only before a header",
    ]

    static let unparse: [Int: String] = [
        9: "a record is a list of values, not one text after the other",
        14: delimiters, 15: delimiters, 16: refused, 19: "a line ends with CR LF, LF or CR",
        20: quoting, 21: quoting, 22: quoting, 23: quoting,
        26: "a file has one column at least", 27: "all records have the same columns",
        32: emptyRows, 34: emptyRows, 37: emptyRows, 38: emptyRows,
        36: "no record is left out for being empty",
        43: formulae, 45: formulae, 46: formulae, 47: formulae, 48: formulae, 49: formulae,
        50: formulae, 51: formulae,
    ]
}
