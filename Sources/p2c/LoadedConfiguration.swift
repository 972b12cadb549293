import Folders
import Formats
import Glibc
import Mapping
import Pipeline
import Records
import Schemas

/// Settings, schemas and templates of a workspace or of the installation, read and checked.
struct LoadedConfiguration {
    private(set) var configuration: Configuration
    let settings: Settings
    /// Also those that are off.
    let allTemplates: [Configuration.EnabledTemplate]
    private let folderRemarks: [String]
    /// Why folders in templates/ are none of a template, by their folded names.
    let foldersWithoutTemplate: [String: String]

    init(workspace: Workspace, templates: String? = nil) throws {
        let files = try ConfigurationFiles(folder: workspace.root, templates: templates)
        try files.checkSchemas()
        let settings = try files.settings()
        try self.init(files, settings: settings, companies: settings.companies)
    }

    /// Schemas and templates as installed, and no settings: a company or the ids of records in Sales
    /// are never taken from somebody else's example.
    init(share: String, templates: String? = nil) throws {
        try self.init(
            ConfigurationFiles(folder: share, templates: templates), settings: Settings())
    }

    /// For the cases of one template: no other is there but those whose folders the case's settings
    /// switch on, by folder or name. A case may have settings and references of its own; without them
    /// there is the company USMF.
    init(folder: String, template: String, case path: String) throws {
        var settings = Settings()
        let file = path + "/p2c.json"
        let hasSettings = Paths.leadsToFile(file)
        if hasSettings { settings = try Settings.parse(Paths.read(file), file: file) }
        if settings.organizations.isEmpty {
            settings.organizations = [
                .init(legalEntity: "USMF", cdsOrganization: "ORG001")
            ]
            settings.defaultLegalEntity = "USMF"
        }
        settings.references = nil
        var files = try ConfigurationFiles(folder: folder)
        do {
            try files.keepOnly(template, and: settings)
            // Those that are off are not there.
            settings.templates = settings.templates.filter(\.value)
            // Only a case with settings of its own says which companies there are.
            try self.init(
                files, settings: settings, companies: hasSettings ? settings.companies : [])
        } catch let error as UsageError where error.description.hasPrefix("p2c.json:") {
            throw UsageError("\(path)/\(error.description)")
        }
        configuration.templates = allTemplates
        if Paths.leadsToFile(path + "/references.csv") {
            configuration.references = try ReferenceFile.read(
                path + "/references.csv", schemas: configuration.schemas)
        }
    }

    private init(
        _ files: ConfigurationFiles, settings: Settings, companies: [String] = []
    ) throws {
        try settings.checkLocated()
        let schemas = try files.schemas()
        try self.init(
            files, settings: settings, schemas: schemas,
            templates: files.templates(with: schemas, companies: companies))
        try checkAll()
    }

    /// Brings settings that were checked by themselves to schemas and templates; finds what in them
    /// does not fit, and nothing in the templates.
    private init(
        _ files: ConfigurationFiles, settings: Settings, schemas: SchemaCatalogue,
        templates: [Configuration.EnabledTemplate]
    ) throws {
        self.settings = settings
        foldersWithoutTemplate = files.withoutTemplate
        folderRemarks = files.remarks + schemas.remarks
        allTemplates = templates
        configuration = Configuration(
            schemas: schemas, templates: templates.filter { settings.isOn($0) }, references: [])
        configuration.folder = files.fullPath
        configuration.knownTemplates = allTemplates
        do {
            configuration.references = try files.references(
                settings.references, schemas: configuration.schemas)
            configuration.digest = files.digest(with: configuration.references)
            try apply()
            configuration.projects = try projects()
        } catch {
            throw settings.located(error)
        }
    }

    /// The templates that are on, and those of each company.
    private func checkAll() throws(UsageError) {
        try check(configuration.templates)
        for legalEntity in configuration.companies {
            try check(configuration.scoped(to: legalEntity).templates)
        }
    }

    /// Throws what is wrong with the settings and the worklist of a workspace beside templates that
    /// have no error. Returns sentences about what in them can hardly be meant so.
    static func checkSettings(
        _ settings: Settings, of files: ConfigurationFiles, schemas: SchemaCatalogue,
        templates: [Configuration.EnabledTemplate], in workspace: Workspace
    ) throws -> [String] {
        try settings.checkLocated()
        let loaded = try LoadedConfiguration(
            files, settings: settings, schemas: schemas, templates: templates)
        try loaded.checkAll()
        try loaded.checkTemplatesRun()
        try workspace.checkOrganizations(of: loaded.configuration)
        return try loaded.remarksOnSettings(of: workspace)
    }

    /// Takes what people filled in for values that no value map has.
    mutating func fillIn(from workspace: Workspace) throws {
        configuration = try workspace.fillingIn(configuration)
    }

    /// Sentences about what lies in the workspace and can never be used: folders without a template,
    /// rows of the worklist.
    func remarks(on workspace: Workspace) throws -> [String] {
        try folderRemarks + remarksOnSettings(of: workspace)
    }

    private func remarksOnSettings(of workspace: Workspace) throws -> [String] {
        try settings.unitRemarks
            + workspace.worklistRemarks(
                templates: allTemplates.map(\.template), companies: settings.companies,
                schemas: configuration.schemas)
    }

    /// Throws when the settings name companies, and not this one.
    func checkCompany(_ name: String?) throws(UsageError) {
        let known = configuration.legalEntities
        guard let name, !settings.organizations.isEmpty,
            !known.contains(where: { $0.isSameName(as: name) })
        else { return }
        throw UsageError(
            "organizations of p2c.json has no legal entity \"\(name)\". Known are "
                + known.joined(separator: ", "))
    }

    /// Whether a template runs, in words: `on`, `off`, or `on for USMF` where projects name it for some
    /// of the companies.
    func standing(of entry: Configuration.EnabledTemplate) -> String {
        let companies = configuration.companies
        let running = companies.filter { runs(entry, for: $0) }
        if companies.isEmpty { return runs(entry, for: nil) ? "on" : "off" }
        if running.isEmpty { return "off" }
        return running.count == companies.count
            ? "on" : "on for " + running.joined(separator: ", ")
    }

    private func runs(_ entry: Configuration.EnabledTemplate, for company: String?) -> Bool {
        configuration.scoped(to: company).templates.contains { $0.folder == entry.folder }
    }

    /// Switches all templates off but these, by name or folder.
    mutating func takeOnly(_ names: [String]) throws(UsageError) {
        var chosen: [Configuration.EnabledTemplate] = []
        for name in names {
            guard let entry = template(named: name) else {
                throw UsageError(noTemplate: name, of: self)
            }
            chosen.append(entry)
        }
        try check(chosen)
        configuration.templates = chosen
        configuration.knownTemplates = chosen
        configuration.excludedTemplates = allTemplates.filter { template in
            !chosen.contains { $0.folder == template.folder }
        }
        configuration.projects = []
    }

    /// That templates/ has none of that name, and which it has.
    func noTemplate(named name: String) -> String {
        let names = allTemplates.flatMap { [$0.template.name, $0.folder] }
        return "templates/ has no \"\(name)\"." + NearNames.hint(for: name, among: names)
            + " Known are "
            + allTemplates.map { "\"\($0.template.name)\"" }.joined(separator: ", ")
    }

    /// The template of that name, or in the folder of that name.
    func template(named name: String) -> Configuration.EnabledTemplate? {
        allTemplates.first { $0.isNamed(name) }
    }

    /// Sets how the results are written, by a word of the command line.
    mutating func setOutput(_ format: String) throws(UsageError) {
        try chooseOutput(format)
        try checkOutput(of: configuration.running)
    }

    /// The system whose packages alone the format is for; nil for one that both take.
    func onlyDestination(ofFormat format: String) -> Environment? {
        if format.isSameName(as: "Configuration Migration") { return .sales }
        if format.isSameName(as: "Import Data Wizard") { return .sales }
        if case .delimited? = configuration.formats[format] { return nil }
        return .finops
    }

    private mutating func chooseOutput(_ format: String) throws(UsageError) {
        if format.isSameName(as: "Configuration Migration") {
            configuration.salesPackage = .configurationMigration
            return
        }
        if format.isSameName(as: "Import Data Wizard") {
            configuration.salesPackage = .importWizard
            return
        }
        guard let known = configuration.formats[format] else {
            let names = ["Configuration Migration", "Import Data Wizard"]
            throw UsageError(
                "There is no format \"\(format)\"."
                    + NearNames.hint(for: format, among: names + configuration.formats.names)
                    + " Known are Configuration Migration, "
                    + "Import Data Wizard, "
                    + configuration.formats.names.joined(separator: ", "))
        }
        configuration.finopsFormat = format
        if case .delimited(let dialect) = known {
            configuration.salesPackage = .delimited(dialect)
        }
    }

    /// Brings the settings into the configuration.
    private mutating func apply() throws(UsageError) {
        configuration.organizations = settings.organizations.map {
            Configuration.Organization(
                legalEntity: $0.legalEntity, cdsOrganization: $0.cdsOrganization,
                businessUnit: $0.businessUnit)
        }
        configuration.defaultLegalEntity = settings.defaultLegalEntity
        for (name, format) in settings.formats.sorted(by: { $0.key < $1.key }) {
            let known = try format.sourceFormat(named: name)
            configuration.formats[name] = known
            if known.isXML, let codePage = format.codePage {
                configuration.formats.xml.codePage = TextEncoding(codePage: codePage)
            }
        }
        let finops = settings.output.finops
        guard configuration.formats[finops] != nil else {
            throw UsageError(
                "p2c.json: output.finops is \"\(finops)\"."
                    + NearNames.hint(for: finops, among: configuration.formats.names)
                    + " Known are "
                    + configuration.formats.names.joined(separator: ", "))
        }
        configuration.finopsFormat = finops
        try applySalesOutput()
        try settings.limits.apply(to: &configuration.limits)
        configuration.leavesOlderRecords = settings.olderRecords == "leave"
        try applyNumbers()
        configuration.waits = settings.waiting.on
        configuration.waitingDays = settings.waiting.days
        configuration.needsDoneMarkers = settings.inbox.doneMarkers
        for name in settings.templates.keys where template(named: name) == nil {
            throw UsageError("p2c.json: templates.\"\(name)\": " + noTemplate(named: name))
        }
    }

    private mutating func applyNumbers() throws(UsageError) {
        for (table, prefix) in settings.numbers.sorted(by: { $0.key < $1.key }) {
            let place = "p2c.json: numbers.\(table)"
            guard let schema = configuration.schemas.schema(.sales, named: table),
                schema.hasNumber
            else {
                throw UsageError(
                    "\(place): no schema in schemas/sales/ has that name, an id and one alternate key "
                        + "of one field, the number")
            }
            let isPlain = prefix.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0)
            }
            guard isPlain, (1...7).contains(prefix.utf8.count) else {
                throw UsageError(
                    "\(place) is \"\(prefix)\". Write one to seven capital letters or digits")
            }
            configuration.numberPrefixes[schema.name.foldedName] = prefix
        }
    }

    private mutating func applySalesOutput() throws(UsageError) {
        let sales = settings.output.sales
        if sales.isSameName(as: "Configuration Migration") { return }
        if sales.isSameName(as: "Import Data Wizard") {
            configuration.salesPackage = .importWizard
            return
        }
        guard case .delimited(let dialect)? = configuration.formats[sales] else {
            throw UsageError(
                "p2c.json: output.sales is \"\(sales)\". Write \"Configuration Migration\", "
                    + "\"Import Data Wizard\", \"CSV\" or a CSV format of formats")
        }
        configuration.salesPackage = .delimited(dialect)
    }
}
