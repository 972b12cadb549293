extension IssueCode {
    package static let expressionWrong = IssueCode(
        "P2C-EXP-001", .error, "The expression cannot be understood",
        cause: """
            An operator, a quote or a parenthesis is missing, a function is misspelt, or values \
            meet that do not go together, such as a text and a number.
            """,
        example: """
            template.json
                { expression: "quantity mul name", destinationField: "LineAmount" },
            p2c run
                template.json:30 tasks[0].legs[0].fieldMappings[1]: 'mul' wants a number; this
                is text. …
                quantity mul name
                             ^^^^
            """,
        remedy: "Correct that part of the expression; docs/expressions.md lists what there is",
        microsoftCode: "DIPV1012")
    package static let expressionDividesByZero = IssueCode(
        "P2C-EXP-101", .error, "An expression divides by zero",
        cause: """
            A div, divby or mod met a record whose divisor is 0. Where it is null the result is \
            null, and nobody complains.
            """,
        example: """
            template.json
                { expression: "discount div quantity", destinationField: "LineDiscountAmount" },
            p2c run
                lines.csv:2 LineDiscountAmount: discount div quantity: the divisor is 0
            """,
        remedy: "Correct the value in the source, or say in the template what is meant: "
            + "case(quantity ne 0:discount div quantity)")
    package static let expressionTooManyDigits = IssueCode(
        "P2C-EXP-102", .error, "A number of an expression has too many digits",
        cause: """
            Numbers are exact up to 38 digits. A product of two long numbers has more, mostly \
            because a quotient with 16 decimals was multiplied again and again.
            """,
        example: """
            template.json
                { expression: "(1 div 3) mul (1 div 7) mul (1 div 9)", … },
            p2c run
                lines.csv:2 Share: (1 div 3) mul (1 div 7) mul (1 div 9): the number has more
                than 38 digits
            """,
        remedy: "Round on the way, for example round(amount div 3, 6), or correct the value in "
            + "the source")
    package static let expressionIndexOutside = IssueCode(
        "P2C-EXP-103", .error, "A text cannot be cut where an expression says",
        cause: """
            The index or the length of substring came out negative: mostly indexof did not find \
            what it was to find and gave -1.
            """,
        example: """
            template.json
                { expression: "substring(name, 0, indexof(name, ','))", … },
            accounts.csv
                accountnumber,name
                C-100,Fabrikam
            p2c run
                accounts.csv:2 record C-100 OrganizationName: substring(name, 0, indexof(name,
                ',')): the index or the length is no whole number from 0 on
            """,
        remedy: "Say in the template what is meant for such records: "
            + "case(contains(name, ','):substring(…), true:name)")
    package static let expressionValueWrong = IssueCode(
        "P2C-EXP-104", .error, "An expression meets a value of the wrong kind",
        cause: """
            The expression computes with a column that no schema describes, and this record has \
            something else there than a number, a date, or true and false.
            """,
        example: """
            template.json
                { expression: "bonus add 1", destinationField: "CreditLimitAmount" },
            accounts.csv
                accountnumber,bonus
                C-100,none
            p2c run
                accounts.csv:2 record C-100 CreditLimitAmount: bonus: the value is no number
            """,
        remedy: "Correct the value in the source, or write cast(bonus, Edm.Decimal), which makes "
            + "null of what is no number")
    package static let expressionTextTooLong = IssueCode(
        "P2C-EXP-105", .error, "A text that an expression makes is too long",
        cause: """
            concat put together more than 16 MiB for one record.
            """,
        example: """
            template.json
                { expression: "concat(description, description)", … },
            p2c run
                accounts.csv:2 record C-100 Description: concat(description, description): the
                text would have more than 16777216 bytes
            """,
        remedy: "Take a part of the long field: concat(substring(description, 0, 2000), …)")
}

extension IssueCatalogue {
    package static let expressions: [IssueCode] = [
        .expressionWrong, .expressionDividesByZero, .expressionTooManyDigits,
        .expressionIndexOutside, .expressionValueWrong, .expressionTextTooLong,
    ]
}
