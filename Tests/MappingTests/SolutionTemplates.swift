import FoundationEssentials
import Support

/// The folders in templates/ that are none of Microsoft's: the move to dual-write, and what the
/// solution's plug-in makes in Sales.
private let own = [
    "dual-write-seed", "freight-tax-lines-finops-to-sales", "price-list-items-finops-to-sales",
]

/// The folders of the solution's sixteen templates, in order.
let solutionTemplates =
    (try? FileManager.default.contentsOfDirectory(atPath: projectFolder + "/templates").sorted()
        .filter { !own.contains($0) }) ?? []
