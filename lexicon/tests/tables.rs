//! Every built-in table keeps the form and the vocabulary that its README promises.
#![allow(clippy::disallowed_methods, reason = "two tests compare the folder with what is embedded")]

use std::collections::BTreeMap;

use rawi_lexicon::{Row, Table, Tables};

/// What a table must be.
struct Shape {
    name: &'static str,
    columns: &'static [&'static str],
    /// Rows, at least.
    rows: usize,
    /// Closed lists of ASCII columns.
    values: &'static [(&'static str, &'static [&'static str])],
}

const ACTS: &[&str] = &[
    "state",
    "announce",
    "confirm",
    "reveal",
    "admit",
    "deny",
    "reject",
    "doubt",
    "allege",
    "accuse",
    "condemn",
    "welcome",
    "warn",
    "threaten",
    "demand",
    "promise",
    "expect",
    "believe",
    "appraise",
    "ask",
    "explain",
    "retract",
    "no_comment",
];
const FRAMES: &[&str] = &[
    "inna",
    "an",
    "about",
    "ila",
    "ala",
    "min",
    "bi",
    "li",
    "fi",
    "obj",
    "obj-bi",
    "obj-pred",
    "addressee",
    "quote",
    "colon",
    "question",
    "passive",
    "optional",
    "weak",
    "in-document",
    "relay",
    "hearsay",
    "expresses",
    "light",
    "blame",
];
const CLASSES: &[&str] = &[
    "inna",
    "an",
    "relative",
    "ila",
    "about",
    "ala",
    "min",
    "fi",
    "with",
    "between",
    "before",
    "after",
    "during",
    "through",
    "preposition",
    "negation",
    "kana",
    "qad",
    "lam",
    "contrast",
    "concession",
    "joined",
    "subordinate",
    "quantifier",
    "emphatic",
    "same",
    "former",
    "manner",
    "privative",
    "verdict",
    "topic",
    "resumption",
    "blame",
    "name-of",
    "at",
    "issued",
    "gesture",
    "like",
    "one",
    "auxiliary",
    "additive",
    "conj",
    "demonstrative",
    "pronoun",
    "question",
    "ma",
];
const FURNITURE: &[&str] = &[
    "related",
    "most-read",
    "share",
    "tools",
    "icon-label",
    "tags",
    "navigation",
    "login",
    "comment",
    "form-message",
    "newsletter",
    "app",
    "donation",
    "copyright",
    "poll",
    "weather",
    "player",
    "ticker",
    "cookie",
    "code",
    "close",
    "advertisement",
];

/// The stems of a verb.
const VERB: &[&str] = &["past", "present", "participle", "masdar"];

const SHAPES: &[Shape] = &[
    Shape {
        name: "cue/noun",
        columns: &["act", "kind", "takes", "arabic"],
        rows: 60,
        values: &[("act", ACTS), ("kind", &["statement", "hearsay", "document", "channel"]), ("takes", FRAMES)],
    },
    Shape {
        name: "cue/preposition",
        columns: &["kind", "link", "arabic"],
        rows: 12,
        values: &[
            ("kind", &["according", "quoting", "claimed", "loose"]),
            ("link", &["none", "li", "about", "ma", "clause", "as", "own", "source"]),
        ],
    },
    Shape {
        name: "cue/verb",
        columns: &["act", "polarity", "frames", "past", "present", "participle", "masdar"],
        rows: 350,
        values: &[("act", ACTS), ("polarity", &["asserted", "denied", "neither"]), ("frames", FRAMES)],
    },
    Shape {
        name: "furniture/phrase",
        columns: &["class", "match", "arabic"],
        rows: 250,
        values: &[("class", FURNITURE), ("match", &["whole", "prefix", "anywhere"])],
    },
    Shape { name: "grammar/function", columns: &["class", "arabic"], rows: 200, values: &[("class", CLASSES)] },
    Shape {
        name: "grammar/noun",
        columns: &["kind", "gender", "arabic"],
        rows: 2500,
        values: &[("kind", &["event", "thing", "person", "adjective", "adverb"])],
    },
    Shape { name: "grammar/verb", columns: VERB, rows: 900, values: &[] },
    Shape {
        name: "hedge/hedge",
        columns: &["kind", "arabic"],
        rows: 60,
        values: &[("kind", &["possible", "apparent", "probable", "unconfirmed", "alleged"])],
    },
    Shape { name: "name/given", columns: &["gender", "arabic"], rows: 700, values: &[("gender", &["m", "f"])] },
    Shape {
        name: "name/particle",
        columns: &["kind", "arabic"],
        rows: 30,
        values: &[(
            "kind",
            &["son", "daughter", "father", "mother", "house", "servant", "article", "faith", "foreign"],
        )],
    },
    Shape {
        name: "outlet/outlet",
        columns: &["kind", "id", "region", "domain", "arabic"],
        rows: 250,
        values: &[("kind", &["outlet", "agency", "platform"])],
    },
    Shape { name: "place/city", columns: &["country", "arabic"], rows: 400, values: &[] },
    Shape { name: "place/country", columns: &["code", "demonym", "arabic"], rows: 195, values: &[] },
    Shape { name: "name/family", columns: &["kind", "arabic"], rows: 5, values: &[("kind", &["trade", "other"])] },
    Shape { name: "relation/seat", columns: &["code", "arabic"], rows: 4, values: &[] },
    Shape {
        name: "relation/word",
        columns: &["kind", "arabic"],
        rows: 10,
        values: &[(
            "kind",
            &[
                "accusation",
                "report",
                "statement",
                "matter",
                "truth",
                "reply",
                "question",
                "killed",
                "injured",
                "detained",
                "missing",
                "displaced",
                "anybody",
                "change",
                "other",
                "deed",
                "among",
                "of-them",
                "idiom",
                "condition",
                "period",
                "decision",
            ],
        )],
    },
    Shape { name: "source/affiliation", columns: &["kind", "arabic"], rows: 30, values: &[("kind", &["institution"])] },
    Shape {
        name: "source/collective",
        columns: &["kind", "arabic"],
        rows: 3,
        values: &[("kind", &["media", "documents", "hearsay"])],
    },
    Shape {
        name: "source/reason",
        columns: &["reason", "arabic"],
        rows: 9,
        values: &[("reason", &["requested", "withheld", "unauthorized", "safety", "sensitivity"])],
    },
    Shape {
        name: "source/body",
        columns: &["kind", "arabic"],
        rows: 150,
        values: &[("kind", &["named", "generic", "state", "organ"])],
    },
    Shape {
        name: "source/channel",
        columns: &["kind", "arabic"],
        rows: 60,
        values: &[("kind", &["statement", "medium", "platform"])],
    },
    Shape {
        name: "source/document",
        columns: &["kind", "arabic"],
        rows: 50,
        values: &[("kind", &["study", "report", "figures", "document"])],
    },
    Shape {
        name: "source/role",
        columns: &["kind", "gender", "arabic"],
        rows: 250,
        values: &[("kind", &["office", "spokesperson", "rank", "profession", "honorific"]), ("gender", &["m", "f"])],
    },
    Shape {
        name: "source/unnamed",
        columns: &["anonymity", "naming", "number", "arabic"],
        rows: 60,
        values: &[
            ("anonymity", &["2", "3", "4"]),
            ("naming", &["unnamed_person", "unnamed_group"]),
            ("number", &["singular", "dual", "plural"]),
        ],
    },
];

fn read(shape: &Shape) -> Table {
    Tables::builtin().table(shape.name, shape.columns).unwrap_or_else(|error| panic!("{error}"))
}

fn shape(name: &str) -> &'static Shape {
    SHAPES.iter().find(|shape| shape.name == name).unwrap_or_else(|| panic!("no table {name}"))
}

/// The letters that the engine's folding makes equal; enough to find rows that differ in spelling only.
fn fold(word: &str) -> String {
    word.chars()
        .map(|letter| match letter {
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' | 'ئ' => 'ي',
            'ة' => 'ه',
            'ؤ' => 'و',
            other => other,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

fn is_verbs(shape: &Shape) -> bool {
    shape.columns.ends_with(VERB)
}

/// The Arabic spellings of a row: the stems of a verb, the variants of anything else.
fn spellings(shape: &Shape, row: &Row) -> Vec<String> {
    if is_verbs(shape) {
        VERB.iter().flat_map(|stem| row.list(stem)).map(str::to_owned).collect()
    } else {
        row.arabic().map(str::to_owned).collect()
    }
}

#[test]
fn every_table_keeps_its_columns_and_its_size() {
    for shape in SHAPES {
        let found = read(shape).rows().len();
        assert!(found >= shape.rows, "{}: {found} rows; expected at least {}", shape.name, shape.rows);
    }
}

#[test]
fn every_value_of_a_closed_list_is_known() {
    for shape in SHAPES {
        for row in read(shape).rows() {
            for (column, allowed) in shape.values {
                let values = row.each_of(column, allowed).unwrap_or_else(|error| panic!("{error}"));
                assert!(!values.is_empty(), "{}", row.error(format!("{column} is -; expected a value")));
            }
        }
    }
}

#[test]
fn no_two_rows_say_the_same() {
    for shape in SHAPES {
        let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for row in read(shape).rows() {
            // A verb is told by what it does and its first stem; any other word by all of its keys.
            let keys: Vec<String> = match shape.name {
                "cue/verb" => vec![row.column("act").to_owned()],
                // One name must lead to one outlet or country, and one verb to one row.
                "grammar/verb" | "outlet/outlet" | "place/country" => Vec::new(),
                _ => shape.columns[..shape.columns.len() - 1].iter().map(|key| row.column(key).to_owned()).collect(),
            };
            let mut words = spellings(shape, row);
            if is_verbs(shape) {
                words.truncate(1);
            }
            assert!(!words.is_empty(), "{}", row.error("no Arabic; expected a word"));
            for word in words {
                let key: Vec<String> = keys.iter().cloned().chain([fold(&word)]).collect();
                if let Some(first) = seen.insert(key, row.line()) {
                    panic!("{}", row.error(format!("{word} repeats line {first}")));
                }
            }
        }
    }
}

#[test]
fn rows_of_one_kind_stand_together() {
    // So that a reader finds the one place where a new word belongs.
    const GROUPED: &[&str] = &[
        "cue/preposition",
        "cue/verb",
        "furniture/phrase",
        "grammar/noun",
        "hedge/hedge",
        "name/given",
        "outlet/outlet",
        "place/city",
        "source/body",
        "source/channel",
        "source/document",
        "source/role",
    ];
    for name in GROUPED {
        let shape = shape(name);
        let mut groups: Vec<String> = Vec::new();
        for row in read(shape).rows() {
            let group = row.column(shape.columns[0]);
            if groups.last().is_none_or(|last| last != group) {
                assert!(
                    !groups.iter().any(|earlier| earlier == group),
                    "{}",
                    row.error(format!("{group} begins again"))
                );
                groups.push(group.to_owned());
            }
        }
    }
}

#[test]
fn spelling_is_bare() {
    for shape in SHAPES {
        for row in read(shape).rows() {
            for word in spellings(shape, row) {
                let odd = word.chars().find(|&letter| {
                    // Tatweel, vowel marks and presentation forms; Persian letters are no spelling of Arabic.
                    matches!(letter, '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{FB50}'..='\u{FDFF}'
                        | '\u{FE70}'..='\u{FEFF}' | 'ک' | 'ڪ')
                });
                assert_eq!(odd, None, "{}", row.error(format!("{word} has a mark or a form that folding drops")));
                assert!(!word.contains("  "), "{}", row.error(format!("{word} has two spaces")));
            }
        }
    }
}

#[test]
fn stems_are_single_words_and_the_present_begins_with_ya() {
    for shape in SHAPES.iter().filter(|shape| is_verbs(shape)) {
        for row in read(shape).rows() {
            for word in spellings(shape, row) {
                assert!(!word.contains(' '), "{}", row.error(format!("{word} is not one word")));
            }
            for present in row.list("present") {
                assert!(present.starts_with('ي'), "{}", row.error("the present is not third person masculine"));
            }
        }
    }
}

#[test]
fn nouns_have_a_gender_and_adjectives_have_none() {
    for row in read(shape("grammar/noun")).rows() {
        let allowed: &[&str] = if matches!(row.column("kind"), "adjective" | "adverb") { &["-"] } else { &["m", "f"] };
        let gender = row.column("gender");
        assert!(allowed.contains(&gender), "{}", row.error(format!("gender is {gender}; expected {allowed:?}")));
    }
}

#[test]
fn a_verb_reports_or_it_does_not() {
    let reporting: BTreeMap<String, usize> =
        read(shape("cue/verb")).rows().iter().map(|row| (fold(row.column("past")), row.line())).collect();
    for row in read(shape("grammar/verb")).rows().iter().filter(|row| row.column("past") != "-") {
        if let Some(line) = reporting.get(&fold(row.column("past"))) {
            panic!("{}", row.error(format!("{} stands in cue/verb, line {line}", row.column("past"))));
        }
    }
}

#[test]
fn outlet_ids_are_unique_ascii() {
    let table = read(shape("outlet/outlet"));
    let mut ids: Vec<&str> = table.rows().iter().map(|row| row.column("id")).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "an id stands twice");
    assert!(
        ids.iter().all(|id| id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'))
    );
}

#[test]
fn every_city_lies_in_a_known_country() {
    let countries = read(shape("place/country"));
    let codes: Vec<&str> = countries.rows().iter().map(|row| row.column("code")).collect();
    for row in read(shape("place/city")).rows() {
        row.one_of("country", &codes).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn every_table_states_source_and_licence() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in Tables::builtin().names() {
        let text = std::fs::read_to_string(root.join(format!("{name}.tsv"))).expect("the table is a file");
        let head: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
        for field in ["# Source: ", "# Licence: ", "# columns: "] {
            assert!(head.iter().any(|line| line.starts_with(field)), "{name}: no {field:?} in the first comments");
        }
    }
}

#[test]
fn every_table_file_is_built_in() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let names: Vec<&str> = Tables::builtin().names().collect();
    for room in std::fs::read_dir(root).expect("the folder is there").flatten().filter(|entry| entry.path().is_dir()) {
        for entry in std::fs::read_dir(room.path()).expect("the room is there").flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|extension| extension == "tsv") {
                let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let name = format!("{}/{stem}", room.file_name().to_string_lossy());
                assert!(names.contains(&name.as_str()), "{name} is not in src/tables.rs");
            }
        }
    }
}
