import Support
import Testing

/// Names of companies, templates and value maps that there are none of.
@Suite struct `Names that nobody knows` {
    private let fleet: VehicleWorkspace
    private static let header = "template,valueMap,organization,key,value\n"
    private static let name = "Vehicles (Sales to Fin and Ops)"

    init() throws {
        fleet = try VehicleWorkspace()
    }

    @Test func `as companies of value maps are errors with their line`() throws {
        let file = "templates/vehicles-to-fleet/value-maps/fuels.csv"
        try fleet.change("DEMF,Benzin", to: "DEFM,Benzin", in: file)
        for run in [try fleet.run(), try fleet.check()] {
            #expect(run.status > 0)
            let text = run.output + run.errors
            #expect(
                text.contains("value-maps/fuels.csv:5: \"DEFM\" is none of USMF, DEMF"), "\(text)")
            #expect(text.contains("[P2C-MAP-025]"), "\(text)")
        }
    }

    @Test(arguments: [
        (
            "\(name),fuels,USFM",
            "\"USFM\" is none of the companies USMF, DEMF. The nearest is \"USMF\""
        ),
        (
            "\(name),feuls,",
            "\"\(name)\" has no value map \"feuls\"; it has \"fuels\""
        ),
        (
            "Vehicles,fuels,",
            "there is no template \"Vehicles\". The nearest is \"Vehicles (Sales to Fin and Ops)\""
        ),
    ])
    func `in the worklist are told`(row: String, sentence: String) throws {
        fleet.write(
            Self.header + "\(Self.name),fuels,,Muscle,Electric\n\(row),Muscle2,Electric\n",
            to: "unmapped-values.csv")
        let run = try fleet.run()
        #expect(run.status == 0)
        #expect(
            run.errors == "unmapped-values.csv:3: \(sentence). The row is not used\n",
            "\(run.errors)")
    }

    @Test(arguments: [
        (
            "Steam", "USMF,Steam,Coal",
            """
            the value map fuels for "Steam" of USMF gives 'FuelType' what it cannot take: "Coal" is none of DieselFuel, \
            Gasoline, Electric, Unknown. Its records would be set aside
            """
        ),
        (
            "Diesel", "USMF,Diesel,Electric",
            """
            the map has "Diesel" already, as "DieselFuel". This row's "Electric" holds for USMF. \
            Leave one of the two
            """
        ),
        (
            "Benzin", "DEMF,benzin,Electric",
            """
            the map has "benzin" already, as "Gasoline". The row is not used. Leave one of the two
            """
        ),
    ])
    func `that are filled in and cannot be meant so are told`(
        key: String, row: String, sentence: String
    ) throws {
        fleet.write(Self.header + "\(Self.name),fuels,\(row)\n", to: "unmapped-values.csv")
        let run = try fleet.run()
        #expect(run.errors == "unmapped-values.csv:2: \(sentence)\n", "\(run.errors)")
    }

    @Test func `as the company of a conversion are refused`() throws {
        fleet.scratch.write(VehicleWorkspace.header + "A-1,Van,Diesel,,0\n", to: "vehicles.csv")
        let file = fleet.scratch.path + "/vehicles.csv"
        for more in [["-o", fleet.scratch.path + "/out"], ["--dry-run"]] {
            let run = try ProgramRun(["convert", file, "-w", fleet.root, "-l", "USNF"] + more)
            #expect(run.status == 2)
            #expect(
                run.errors.contains(
                    "organizations of p2c.json has no legal entity \"USNF\". Known are USMF, DEMF"),
                "\(run.errors)")
        }
    }
}
