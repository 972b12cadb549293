import Formats
import Mapping
import Records
import Schemas

/// Everything that decides how packages are converted: schemas, templates, companies, formats. Made
/// once from the settings; a value, so that a run cannot change it.
package struct Configuration: Sendable {
    /// A row of the connection set's organization mapping.
    package struct Organization: Sendable {
        package var legalEntity: String
        package var cdsOrganization: String
        package var businessUnit: String?

        package init(legalEntity: String, cdsOrganization: String, businessUnit: String?) {
            self.legalEntity = legalEntity
            self.cdsOrganization = cdsOrganization
            self.businessUnit = businessUnit
        }
    }

    /// How packages for Sales are written.
    package enum SalesPackage: Sendable {
        /// A `data.zip` for the Configuration Migration tool.
        case configurationMigration
        /// A zip of CSV files, one a table.
        case delimited(Dialect)
        /// Zips of CSV files for the Import Data Wizard, and its data map.
        case importWizard
    }

    /// A template and the name of its folder, which names its deliveries.
    package struct EnabledTemplate: Sendable {
        package var folder: String
        package var template: Template

        package init(folder: String, template: Template) {
            self.folder = folder
            self.template = template
        }
    }

    package var schemas: SchemaCatalogue
    package var templates: [EnabledTemplate]
    /// All that run for the company, where `templates` are those of one of its projects: their records
    /// may be awaited. Empty where `templates` are all.
    package var companyTemplates: [EnabledTemplate] = []
    /// All that are there, also those that are off; for messages.
    package var knownTemplates: [EnabledTemplate] = []
    /// Those that somebody left out by choosing others for this one conversion; for messages.
    package var excludedTemplates: [EnabledTemplate] = []
    /// What runs for which company; none where all templates run for all.
    package var projects: [Project] = []
    package var organizations: [Organization] = []
    package var defaultLegalEntity: String?
    package var formats = FormatRegistry()
    /// The name of the source format in which entity files for F&O are written.
    package var finopsFormat = "XML-Element"
    package var salesPackage = SalesPackage.configurationMigration
    /// Records of the other system that lookups may point to.
    package var references: [Reference]
    package var limits = ReadLimits()
    /// Whether records wait for others that they refer to, and how many days at the most.
    package var waits = true
    /// Whether a record that is older than what CDS has of it stays behind.
    package var leavesOlderRecords = true
    /// Whether the clock of the runs tells the time of day, and not one that is made up for tests.
    package var knowsTheTime = true
    package var waitingDays = 14
    /// Whether a file of the inbox needs a `.done` marker beside it to be taken.
    package var needsDoneMarkers = false
    /// The prefixes of the numbers that records without one get, by the folded name of their table.
    package var numberPrefixes: [String: String] = [:]
    /// The folder in which schemas/ and templates/ lie, for messages.
    package var folder = "."
    /// Names templates, schemas and settings as they are; content that went through under another
    /// digest is not a duplicate.
    package var digest = ""

    package init(
        schemas: SchemaCatalogue, templates: [EnabledTemplate], references: [Reference]
    ) {
        self.schemas = schemas
        self.templates = templates
        self.references = references
        takeCompositeKeys()
    }

    /// The same with other schemas.
    package func with(schemas: SchemaCatalogue) -> Configuration {
        var configuration = self
        configuration.schemas = schemas
        configuration.formats.xml.compositeKeys = CompositeKeys()
        configuration.takeCompositeKeys()
        return configuration
    }

    /// The templates that run by themselves, and those of all projects.
    package var running: [EnabledTemplate] { templates + projects.flatMap(\.templates) }

    /// The keys of all CDS entities that the company's templates fill.
    var cdsKeys: CDSKeys { CDSKeys(templates + companyTemplates, in: schemas) }

    private mutating func takeCompositeKeys() {
        for schema in schemas.all where schema.environment == .finops {
            for name in [schema.name] + schema.aliases {
                formats.xml.compositeKeys[name] = schema.primaryKey
            }
        }
    }

    /// The companies whose folders in the inbox are theirs.
    package var legalEntities: [String] {
        guard let company = defaultLegalEntity, !companies.has(company) else { return companies }
        return companies + [company]
    }

    /// The legal entities of the organization mapping, each once: a company has a row for each of its
    /// business units.
    package var companies: [String] {
        var names: [String] = []
        for row in organizations where !names.has(row.legalEntity) { names.append(row.legalEntity) }
        return names
    }

    /// A legal entity in the letters of the settings: folders and flags may have others.
    package func spelled(_ legalEntity: String?) -> String? {
        legalEntity.map { organization(of: $0)?.legalEntity ?? $0 }
    }

    /// The organization row of a legal entity, compared without case.
    package func organization(of legalEntity: String) -> Organization? {
        organizations.first { $0.legalEntity.isSameName(as: legalEntity) }
    }
}
