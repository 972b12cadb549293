/// What settings and schemas know about XML files that the files do not say themselves.
package struct XMLOptions: Sendable {
    /// The code page of files that are not UTF-8 and say none; nil to refuse them.
    package var codePage: TextEncoding?
    /// The keys of the records that hold others.
    package var compositeKeys = CompositeKeys()

    package init() {}
}
