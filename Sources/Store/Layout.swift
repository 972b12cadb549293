import Records

/// The tables that every store has, and how a store of an earlier version becomes one of this.
/// Tables of CDS entities come on demand; names that begin with `p2c_` are ours.
enum Layout {
    /// Marks a SQLite file as a store of p2c: "p2cs".
    static let applicationID = 0x7032_6373

    /// The step at index n leads from version n to version n + 1. A step that was ever released
    /// stays as it is.
    static let steps = [
        """
        CREATE TABLE p2c_run (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            source TEXT NOT NULL,
            legal_entity TEXT NOT NULL,
            sha256 TEXT,
            bytes INTEGER,
            configuration TEXT NOT NULL,
            started TEXT NOT NULL,
            finished TEXT,
            stage TEXT NOT NULL,
            outcome TEXT,
            templates TEXT NOT NULL DEFAULT '',
            duplicate_of INTEGER REFERENCES p2c_run (id),
            read INTEGER NOT NULL DEFAULT 0,
            written INTEGER NOT NULL DEFAULT 0,
            quarantined INTEGER NOT NULL DEFAULT 0,
            filtered INTEGER NOT NULL DEFAULT 0,
            unchanged INTEGER NOT NULL DEFAULT 0,
            waiting INTEGER NOT NULL DEFAULT 0,
            report TEXT
        ) STRICT;
        CREATE INDEX p2c_run_content ON p2c_run (sha256);
        CREATE INDEX p2c_run_unfinished ON p2c_run (id) WHERE stage NOT IN ('closed', 'abandoned');
        CREATE TABLE p2c_publication (
            run INTEGER NOT NULL REFERENCES p2c_run (id),
            sequence INTEGER NOT NULL,
            source TEXT NOT NULL,
            destination TEXT NOT NULL,
            digests TEXT NOT NULL,
            PRIMARY KEY (run, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE p2c_entity (
            name TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
            key_fields TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE p2c_destination (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE p2c_delivered (
            destination INTEGER NOT NULL,
            key TEXT NOT NULL,
            digest BLOB NOT NULL,
            run INTEGER NOT NULL,
            PRIMARY KEY (destination, key)
        ) STRICT, WITHOUT ROWID;
        """,
        """
        ALTER TABLE p2c_run ADD COLUMN resumes INTEGER REFERENCES p2c_run (id);
        CREATE TABLE p2c_waiting (
            run INTEGER NOT NULL REFERENCES p2c_run (id),
            sequence INTEGER NOT NULL,
            file TEXT NOT NULL,
            entity TEXT NOT NULL,
            record INTEGER NOT NULL,
            line INTEGER NOT NULL,
            key TEXT,
            awaited_entity TEXT NOT NULL COLLATE NOCASE,
            awaited_key TEXT NOT NULL,
            awaited_text TEXT NOT NULL,
            since TEXT NOT NULL,
            first_run INTEGER NOT NULL,
            PRIMARY KEY (run, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE p2c_record_id (
            id TEXT NOT NULL,
            company TEXT NOT NULL COLLATE NOCASE,
            entity TEXT NOT NULL COLLATE NOCASE,
            key TEXT NOT NULL COLLATE NOCASE,
            run INTEGER NOT NULL,
            PRIMARY KEY (id, company)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE p2c_source_time (
            entity TEXT NOT NULL COLLATE NOCASE,
            key TEXT NOT NULL,
            time TEXT NOT NULL,
            PRIMARY KEY (entity, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX p2c_record_key ON p2c_record_id (company, entity, key);
        """,
        """
        CREATE TABLE p2c_number (
            company TEXT NOT NULL COLLATE NOCASE,
            entity TEXT NOT NULL COLLATE NOCASE,
            id TEXT NOT NULL,
            prefix TEXT NOT NULL,
            running INTEGER NOT NULL,
            number TEXT NOT NULL,
            run INTEGER NOT NULL,
            PRIMARY KEY (company, entity, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX p2c_number_running ON p2c_number (company, prefix, running);
        ALTER TABLE p2c_waiting ADD COLUMN own_entity TEXT NOT NULL DEFAULT '';
        ALTER TABLE p2c_waiting ADD COLUMN own_key TEXT NOT NULL DEFAULT '';
        ALTER TABLE p2c_waiting ADD COLUMN sent INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX p2c_waiting_own ON p2c_waiting (own_entity, own_key);
        """,
        """
        CREATE TABLE p2c_value_source (
            entity TEXT NOT NULL COLLATE NOCASE,
            key TEXT NOT NULL,
            field TEXT NOT NULL COLLATE NOCASE,
            run INTEGER NOT NULL,
            record INTEGER NOT NULL,
            PRIMARY KEY (entity, key, field)
        ) STRICT, WITHOUT ROWID;
        ALTER TABLE p2c_record_id ADD COLUMN name TEXT;
        """,
        """
        ALTER TABLE p2c_run ADD COLUMN is_forgotten INTEGER NOT NULL DEFAULT 0;
        """,
        """
        ALTER TABLE p2c_waiting ADD COLUMN task TEXT NOT NULL DEFAULT '';
        ALTER TABLE p2c_waiting ADD COLUMN source_time TEXT NOT NULL DEFAULT '';
        ALTER TABLE p2c_waiting ADD COLUMN is_withdrawn INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX p2c_waiting_key ON p2c_waiting (task, key COLLATE NOCASE);
        """,
        """
        CREATE TABLE p2c_overwritten (
            destination INTEGER NOT NULL PRIMARY KEY REFERENCES p2c_destination (id),
            run INTEGER NOT NULL
        ) STRICT;
        """,
        """
        DROP INDEX p2c_record_key;
        CREATE INDEX p2c_record_key ON p2c_record_id (company, entity, key, name);
        """,
        """
        ALTER TABLE p2c_waiting ADD COLUMN awaited_tables TEXT NOT NULL DEFAULT '';
        """,
        """
        ALTER TABLE p2c_waiting ADD COLUMN columns TEXT NOT NULL DEFAULT '';
        """,
        """
        ALTER TABLE p2c_waiting ADD COLUMN own_table TEXT NOT NULL DEFAULT '';
        CREATE INDEX p2c_waiting_own_table ON p2c_waiting (own_key) WHERE own_table <> '';
        ALTER TABLE p2c_waiting ADD COLUMN source_key TEXT NOT NULL DEFAULT '';
        UPDATE p2c_waiting SET source_key = lower(coalesce(key, ''));
        DROP INDEX p2c_waiting_key;
        CREATE INDEX p2c_waiting_source_key ON p2c_waiting (task, source_key);
        ALTER TABLE p2c_waiting ADD COLUMN goes_whole INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE p2c_aside_id (
            company TEXT NOT NULL COLLATE NOCASE,
            entity TEXT NOT NULL COLLATE NOCASE,
            key TEXT NOT NULL COLLATE NOCASE,
            id TEXT NOT NULL,
            PRIMARY KEY (company, entity, key)
        ) STRICT, WITHOUT ROWID;
        """,
        """
        CREATE TABLE p2c_organization (
            name TEXT NOT NULL COLLATE NOCASE,
            company TEXT NOT NULL COLLATE NOCASE,
            PRIMARY KEY (name, company)
        ) STRICT, WITHOUT ROWID;
        ALTER TABLE p2c_destination ADD COLUMN entity TEXT NOT NULL DEFAULT '' COLLATE NOCASE;
        """,
        """
        UPDATE p2c_record_id SET key = rtrim(key) WHERE key LIKE '% ';
        UPDATE OR REPLACE p2c_aside_id SET key = rtrim(key) WHERE key LIKE '% ';
        CREATE TABLE p2c_deleted_id (
            company TEXT NOT NULL COLLATE NOCASE,
            entity TEXT NOT NULL COLLATE NOCASE,
            id TEXT NOT NULL,
            PRIMARY KEY (company, entity, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE p2c_former_key (
            company TEXT NOT NULL COLLATE NOCASE,
            entity TEXT NOT NULL COLLATE NOCASE,
            key TEXT NOT NULL COLLATE NOCASE,
            id TEXT NOT NULL,
            PRIMARY KEY (company, entity, key)
        ) STRICT, WITHOUT ROWID;
        """,
    ]

    /// Brings the database to this version. Throws on a file of a later version or of another program.
    static func bringUpToDate(_ database: Database) throws(StoreError) {
        if try isUpToDate(database) { return }
        try database.transaction { () throws(StoreError) in
            // Another process may have done it while this one waited for the lock.
            if try isUpToDate(database) { return }
            for step in steps[try database.integer("PRAGMA user_version")...] {
                try database.execute(step)
            }
            try database.execute(
                "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(steps.count)")
        }
    }

    private static func isUpToDate(_ database: Database) throws(StoreError) -> Bool {
        let version = try database.integer("PRAGMA user_version")
        let owner = try database.integer("PRAGMA application_id")
        let isEmpty = try database.integer("SELECT count(*) FROM sqlite_schema") == 0
        guard owner == applicationID || (isEmpty && owner == 0 && version == 0) else {
            throw StoreError(
                .corrupt, "the file is a database of another program", place: database.place)
        }
        guard version <= steps.count else {
            throw StoreError(
                .laterVersion,
                "the store has version \(version), this p2c knows versions up to \(steps.count)",
                place: database.place)
        }
        return version == steps.count
    }
}
