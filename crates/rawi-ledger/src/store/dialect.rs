//! The few expressions that each store has its own word for.

/// Whose SQL it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// Bytes of a text as bytes, from an offset on; offsets count bytes.
    pub(crate) fn bytes(self, text: &str, start: &str, end: &str) -> String {
        match self {
            Dialect::Sqlite => format!("substr(CAST({text} AS BLOB), {start} + 1, {end} - {start})"),
            Dialect::Postgres => {
                // A length below nothing is an error there.
                let length = format!("CAST(greatest({end} - {start}, 0) AS INTEGER)");
                format!("substring(convert_to({text}, 'UTF8') FROM CAST({start} + 1 AS INTEGER) FOR {length})")
            }
        }
    }

    /// Bytes of a text as text.
    pub(crate) fn words(self, text: &str, start: &str, end: &str) -> String {
        let bytes = self.bytes(text, start, end);
        match self {
            Dialect::Sqlite => format!("CAST({bytes} AS TEXT)"),
            Dialect::Postgres => format!("convert_from({bytes}, 'UTF8')"),
        }
    }

    /// A member of the claim at a place of a record, as JSON.
    pub(crate) fn claim_member(self, record: &str, nth: &str, member: &str) -> String {
        match self {
            Dialect::Sqlite => format!("json_extract({record}, '$.claims[' || {nth} || '].{member}')"),
            Dialect::Postgres => {
                format!("CAST(CAST({record} AS JSON) -> 'claims' -> CAST({nth} AS INTEGER) -> '{member}' AS TEXT)")
            }
        }
    }

    /// After the name of a table: read its rows themselves, through no index, which may be damaged by itself.
    pub(crate) fn unindexed(self) -> &'static str {
        match self {
            Dialect::Sqlite => "NOT INDEXED",
            Dialect::Postgres => "",
        }
    }

    /// After the name of a table: read it through this index, since its rows may be damaged.
    pub(crate) fn through(self, index: &str) -> String {
        match self {
            Dialect::Sqlite => format!("INDEXED BY {index}"),
            Dialect::Postgres => String::new(),
        }
    }
}
