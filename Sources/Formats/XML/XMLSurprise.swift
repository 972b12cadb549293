/// Whether a file turned out to be other than its beginning said.
///
/// A file whose survey ended early is read in one pass. When something comes that the survey did not
/// see (a field, a kind of records, an attribute), its reader ends and says so here, and what was read
/// is to be forgotten: the file is read anew, surveyed as a whole. So nobody may be content with the
/// beginning who has passed records on.
final class XMLSurprise {
    private(set) var isThere = false

    func note() { isThere = true }
}
