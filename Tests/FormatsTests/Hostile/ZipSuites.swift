import Records
import Testing

@testable import Formats

/// What a suite of zip archives made by others holds, and what is expected of each archive. One
/// that is not named here opens.
struct ZipSuite: CustomTestStringConvertible {
    var folder: String
    /// By the suite's word refused, and with which code. A key is the file's name without its
    /// ending, or a part of it that has a space.
    var refused: [String: IssueCode]
    /// By the suite's word refused, and read, and why.
    var readAnyway: [String: String] = [:]
    /// By the suite's word opened, and refused, with which code and why.
    var refusedAnyway: [String: (code: IssueCode, why: String)] = [:]

    var testDescription: String { folder }

    static func named<Value>(_ file: String, in table: [String: Value]) -> Value? {
        table.first { key, _ in
            file == key + ".zip" || key.contains(" ") && file.contains(key)
        }?.value
    }
}

extension ZipSuite {
    static let yauzl = ZipSuite(
        folder: "yauzl",
        refused: [
            "is truncated.zip": .zipTruncated, "is truncated_1.zip": .notAZip,
            "Invalid comment length": .zipTrailingBytes,
            "absolute path C xt": .zipUnsafeName, "absolute path atxt": .zipUnsafeName,
            "compressed uncompressed size mismatch": .zipDamaged,
            "extra field length exceeds": .zipDamaged,
            "file data overflows file bounds": .zipDamaged,
            "invalid central directory file header signature": .zipDamaged,
            "invalid code lengths set": .zipDamaged,
            "invalid local file header signature": .zipDamaged,
            "invalid relative path": .zipUnsafeName,
            "invalid zip64 end of central directory": .zipDamaged,
            "multi-disk zip files": .zipPart, "not enough bytes in the stream": .zipBomb,
            "strong encryption": .zipEncrypted, "too many bytes in the stream": .zipDamaged,
            "too many length or distance symbols": .zipDamaged, "unexpected EOF": .zipDamaged,
            "unsupported compression method": .zipMethod,
            "does not include compressed size": .zipDamaged,
            "does not include relative header offset": .zipDamaged,
            "does not include uncompressed size": .zipDamaged,
        ],
        readAnyway: [
            "invalid characters in fileName": "backslashes are read as folders, with a warning"
        ],
        refusedAnyway: [
            "bogus-compression-method": (.zipMethod, "its content cannot be unpacked by anybody"),
            "traditional-encryption": (.zipEncrypted, encryption),
            "traditional-encryption_deprecated": (.zipEncrypted, encryption),
            "traditional-encryption-and-compression": (.zipEncrypted, encryption),
            "traditional-encryption-and-compression_deprecated": (.zipEncrypted, encryption),
            "wrong-entry-sizes": (.zipDamaged, "its sizes lie; the suite opens it on request only"),
        ])

    private static let encryption = "packages are not encrypted; there is no place for a password"

    static let libzip = ZipSuite(
        folder: "libzip", refused: libzipRefused,
        readAnyway: [
            "incons-central-file-comment-utf8-ascii": "comments are not read",
            "incons-ef-local-dupe-utf8comment": "comments are not read",
            "incons-ef-local-id": "extra fields without meaning may differ; libzip opens it too",
        ],
        refusedAnyway: [
            "filename_duplicate": (.zipDuplicateName, "which of the two is meant is not known"),
            "filename_duplicate_empty": (.zipUnsafeName, "a file must have a name"),
            "filename_empty": (.zipUnsafeName, "a file must have a name"),
            "junk-at-end": (.zipTrailingBytes, appended),
            "testextrabytes": (.zipTrailingBytes, appended),
            "test-cp437": (.zipUnsafeName, "control characters in names"),
            "test-cp437-comment-utf-8": (.zipUnsafeName, "control characters in names"),
            "testbzip2": (.zipMethod, method), "testfile-lzma": (.zipMethod, method),
            "testfile-xz": (.zipMethod, method), "testfile-zstd": (.zipMethod, method),
            "zip-in-archive-comment": (.zipDamaged, twoEnds),
            "zip64-in-archive-comment": (.zipDamaged, twoEnds),
        ])

    private static let appended = "a good copy has nothing behind its end; yauzl refuses it too"
    private static let method = "Fin and Ops and Sales write deflate and nothing else"
    private static let twoEnds =
        "tools differ in which of the two archives they see; yauzl refuses it too"

    private static let libzipRefused: [String: IssueCode] = [
        "bigzero-zip": .zipBomb, "bogus": .notAZip, "broken": .zipEncrypted,
        "empty-pkware": .zipEncrypted, "encrypt-1234": .zipEncrypted,
        "encrypt-aes128-noentropy": .zipEncrypted, "encrypt-aes128": .zipEncrypted,
        "encrypt-aes192-noentropy": .zipEncrypted, "encrypt-aes192": .zipEncrypted,
        "encrypt-aes256-noentropy": .zipEncrypted, "encrypt-aes256": .zipEncrypted,
        "encrypt-pkware-noentropy-2": .zipEncrypted, "encrypt-pkware-noentropy": .zipEncrypted,
        "encrypt": .zipEncrypted, "encrypt_plus_extra": .zipEncrypted,
        "encrypt_plus_extra_modified_c": .zipEncrypted,
        "encrypt_plus_extra_modified_l": .zipEncrypted, "hmac-error": .zipEncrypted,
        "gap": .zipDamaged, "gap-add": .zipDamaged, "gap-delete": .zipDamaged,
        "gap-replace": .zipDamaged, "lzma-no-eos": .zipMethod, "multidisk": .zipPart,
        "testbzip2broken": .zipMethod, "testfile-truncated": .zipTruncated,
        "incons-archive-comment-longer": .zipTruncated,
        "incons-archive-comment-shorter": .zipTrailingBytes, "incons-cdoffset": .zipDamaged,
        "incons-cdsize-large": .zipDamaged, "incons-cdsize-small": .zipDamaged,
        "incons-central-compression-method": .zipDamaged,
        "incons-central-compsize-larger-toolarge": .zipDamaged,
        "incons-central-compsize-larger": .zipDamaged,
        "incons-central-compsize-smaller": .zipDamaged, "incons-central-crc": .zipDamaged,
        "incons-central-date": .zipDamaged, "incons-central-file-comment-longer": .zipDamaged,
        "incons-central-file-comment-shorter": .zipDamaged,
        "incons-central-magic-bad": .zipDamaged, "incons-central-magic-bad2": .zipDamaged,
        "incons-central-size-larger": .zipDamaged, "incons-data": .zipDamaged,
        "incons-ef-central-size-wrong": .zipDamaged, "incons-ef-local-dupe-utf8name": .zipDamaged,
        "incons-ef-local-dupe-zip64-v1": .zipDamaged,
        "incons-ef-local-dupe-zip64-v2": .zipDamaged, "incons-ef-local-id-size": .zipDamaged,
        "incons-ef-local-size": .zipDamaged, "incons-ef-local-utf8name-ascii": .zipDamaged,
        "incons-eocd-magic-bad": .zipTruncated, "incons-eocd64-gap": .zipDamaged,
        "incons-eocd64": .zipDamaged, "incons-file-count-high": .zipDamaged,
        "incons-file-count-low": .zipDamaged, "incons-file-count-overflow": .zipDamaged,
        "incons-filename-nul-byte": .zipUnsafeName, "incons-gap-before-cd": .zipDamaged,
        "incons-gap-before-eocd": .zipDamaged, "incons-gap-before-local": .zipDamaged,
        "incons-local-compression-method": .zipDamaged,
        "incons-local-compsize-larger": .zipDamaged, "incons-local-compsize-smaller": .zipDamaged,
        "incons-local-crc": .zipDamaged, "incons-local-filename-long": .zipDamaged,
        "incons-local-filename-missing": .zipDamaged, "incons-local-filename-short": .zipDamaged,
        "incons-local-filename": .zipDamaged, "incons-local-magic-bad": .zipDamaged,
        "incons-local-size-larger": .zipDamaged, "incons-stored-size": .zipDamaged,
        "incons-streamed": .zipDamaged, "incons-streamed-2": .zipDamaged,
        "incons-trailing-garbage": .zipDamaged,
        "incons-zip64-checkcons-overflow": .zipDamaged,
    ]

    static let zipFoundation = ZipSuite(
        folder: "zipfoundation",
        refused: [
            "testArchiveReadErrorConditions": .zipTruncated, "testCRC32Check": .zipLink,
            "testCorruptSymbolicLinkErrorConditions": .zipLink,
            "testExtractEncryptedArchiveErrorConditions": .zipEncrypted,
            "testExtractErrorConditions": .zipLink,
            "testInvalidCompressionMethodErrorConditions": .zipLink,
            "testMemoryArchiveErrorConditions": .zipLink,
            "testPathDelimiterTraversalAttack": .zipUnsafeName,
            "testSimpleTraversalAttack": .zipUnsafeName, "testUnzipUncontainedSymlink": .zipLink,
        ],
        readAnyway: [
            "testArchiveIteratorErrorConditions": soundArchive,
            "testExtractInvalidBufferSizeErrorConditions": soundArchive,
            "testUnzipItemErrorConditions": soundArchive,
        ],
        refusedAnyway: [
            "testArchiveAddCompressedEntryProgress": (.zipLink, link),
            "testArchiveAddUncompressedEntryProgress": (.zipLink, link),
            "testExtractUncompressedEntryCancelation": (.zipLink, link),
            "testExtractUncompressedFolderEntries": (.zipLink, link),
            "testExtractUncompressedFolderEntriesFromMemory": (.zipLink, link),
            "testExtractCompressedDataDescriptorArchive": (.zipDamaged, noChecksum),
            "testRemoveDataDescriptorCompressedEntry": (.zipDamaged, noChecksum),
        ])

    private static let soundArchive =
        "the archive is sound, unzip and Python open it; the suite damages it or the call itself"
    private static let link = "it holds a link; a package never does"
    private static let noChecksum =
        "its directory has no checksum of a file; unzip and Python refuse it too"
}
