/// All issue codes that p2c can report. Each area's file beside this one holds its own.
package enum IssueCatalogue {
    package static var all: [IssueCode] {
        delimited + fixedWidth + xml + excel + zip + containers + cdm + packages + migration
            + importWizard + values + mapping
            + delivery
    }
}
