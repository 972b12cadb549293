/// What a source of schemas says: whole entities, or rules for entities that are known already.
package struct SchemaReading: Sendable {
    package var schemas: [EntitySchema]
    package var overlays: [SchemaOverlay]
    /// What was left out or taken as something simpler, in the order of the source.
    package var remarks: [SchemaRemark]

    package init(
        schemas: [EntitySchema] = [], overlays: [SchemaOverlay] = [], remarks: [SchemaRemark] = []
    ) {
        self.schemas = schemas
        self.overlays = overlays
        self.remarks = remarks
    }
}

/// Something in a source of schemas that who imports it should know.
package struct SchemaRemark: Sendable, Equatable {
    package var file: String
    /// From 1; nil where it is about the whole file.
    package var line: Int?
    /// A sentence without its period.
    package var text: String

    package init(file: String, line: Int? = nil, text: String) {
        self.file = file
        self.line = line
        self.text = text
    }
}
