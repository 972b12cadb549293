import Foundation
import Support

extension ScratchFolder {
    /// Writes the files of a folder anew, so that those of an example are all of one time, whenever they
    /// were checked out.
    func drop(_ folder: String, into target: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
            write([UInt8](bytes), to: "\(target)/\(name)")
        }
    }
}
