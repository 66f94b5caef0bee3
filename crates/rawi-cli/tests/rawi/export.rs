//! `rawi export`: what is in a ledger, read back by other libraries.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::{Value, json};

use crate::stage::Stage;

/// What a hostile page may be called and say.
const HOSTILE: &str = "=HYPERLINK(\"https://a.example\") <script>alert(1)</script> [x](javascript:alert(1))";

fn line(key: &str, day: &str, outlet: &str, title: &str, text: &str) -> String {
    let url = format!("https://{key}.example/خبر?a=1&b=\"2\"");
    let line = json!({ "id": key, "published": day, "outlet": outlet, "title": title, "text": text, "url": url });
    format!("{line}\n")
}

fn articles() -> Vec<String> {
    vec![
        line(
            "a",
            "2031-03-04",
            "صحيفة الضفتين",
            "انهيار سد نهاوند",
            "قال محافظ نهاوند سالم المرعي إن انهيار سد نهاوند أدى إلى مقتل 30 شخصا وتشريد مئات الأسر 😀 في القرى المجاورة.\n\
             وقال مصدر في الدفاع المدني، طلب عدم كشف هويته، إن السد لم يخضع للصيانة منذ سنوات.",
        ),
        line(
            "b",
            "2031-03-05",
            "=وكالة+الجبل",
            HOSTILE,
            "أعلن الدفاع المدني في نهاوند أن انهيار سد نهاوند أدى إلى مقتل 12 شخصا في القرى المجاورة.\n\
             ونقلت وكالة رويترز عن المتحدثة سلمى الحداد قولها إن فرق الإنقاذ & الإسعاف ]]> تعمل \u{1} منذ الفجر.\n\
             ويقع سد نهاوند شمال القرى المجاورة، وشرد انهيار السد مئات الأسر في نهاوند.",
        ),
        line(
            "../../c",
            "2031-03-06",
            "إذاعة الوادي",
            "الوزارة ترد",
            "نفى وزير المياه كمال الزين أن يكون سد نهاوند لم يخضع للصيانة منذ سنوات.\n\
             وأكد محافظ نهاوند سالم المرعي أن انهيار سد نهاوند أدى إلى مقتل 30 شخصا وتشريد مئات الأسر في القرى المجاورة.",
        ),
    ]
}

/// A ledger of these articles.
fn ledger(name: &str, articles: &[String]) -> Stage {
    let stage = Stage::new(name).file("corpus.jsonl", articles.concat());
    let added = stage.run(&["add", "l", "corpus.jsonl", "--format", "jsonl"]);
    assert_eq!((added.code, added.stderr.as_str()), (Some(0), ""), "{}", added.stdout);
    stage
}

#[track_caller]
fn exported(stage: &Stage, arguments: &[&str]) -> String {
    let run = stage.run(&[&["export", "l", "--to"], arguments].concat());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    run.stdout
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

/// The texts of documents by their key.
fn texts(stage: &Stage) -> BTreeMap<String, String> {
    let text = |value: &Value| value.as_str().expect("words").to_owned();
    let document = |record: &Value| (text(&record["document"]["key"]), text(&record["document"]["text"]));
    lines(&exported(stage, &["jsonl"])).iter().map(document).collect()
}

fn cut(text: &str, span: &Value) -> String {
    let at = |n: usize| usize::try_from(span[n].as_u64().expect("a number")).expect("it fits");
    text.chars().take(at(1)).skip(at(0)).collect()
}

#[test]
fn records_come_out_as_they_were_read() {
    let stage = ledger("export-jsonl", &articles());
    let read = stage.run(&["read", "corpus.jsonl", "--format", "jsonl"]);
    assert_eq!(exported(&stage, &["jsonl"]), read.stdout);
}

#[test]
fn relations_of_documents_have_a_line_each() {
    let stage = ledger("export-relations", &articles());
    let all = lines(&exported(&stage, &["jsonl", "--relations"]));
    let texts = texts(&stage);
    let claims: BTreeSet<String> = lines(&exported(&stage, &["jsonl", "--claims"]))
        .iter()
        .map(|claim| claim["claim"].as_str().expect("a name").to_owned())
        .collect();
    let relations: Vec<&Value> = all.iter().filter(|line| line["schema"] == "rawi.relation/1").collect();
    assert_eq!(all.len(), 3 + relations.len());
    let kinds: BTreeSet<&str> = relations.iter().filter_map(|relation| relation["kind"].as_str()).collect();
    assert!(kinds.contains("repeats") && kinds.contains("figure_conflict"), "{kinds:?}");
    for relation in relations {
        assert_eq!(relation["state"], "suggested");
        for side in ["from", "to"] {
            let side = &relation[side];
            assert_eq!(cut(&texts[side["key"].as_str().expect("a key")], &side["span"]), side["words"]);
            assert!(claims.contains(&format!("claim:{}", side["claim"].as_str().expect("a uid"))));
        }
    }
}

#[test]
fn csv_is_read_back_and_holds_no_formula() {
    let stage = ledger("export-csv", &articles());
    let text = exported(&stage, &["csv", "--bom"]);
    let text = text.strip_prefix('\u{FEFF}').expect("a byte order mark");
    assert_eq!(text, exported(&stage, &["csv"]));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), lines(&exported(&stage, &["jsonl", "--claims"])).len());
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
    assert!(rows.iter().any(|row| &row[at("outlet")] == "'=وكالة+الجبل"));
    let relayed = rows.iter().find(|row| row[at("chain")].contains("رويترز")).expect("an agency is in a chain");
    assert_eq!(&relayed[at("chain")], "'=وكالة+الجبل ← وكالة رويترز ← المتحدثة سلمى الحداد");
    let first = rows.iter().find(|row| row[at("who")].contains("سالم المرعي")).expect("the governor speaks");
    assert!(first[at("sentence")].contains(&first[at("content")]), "{first:?}");

    let relations = exported(&stage, &["csv", "--relations"]);
    assert!(relations.starts_with("kind,from_who,"));
    let documents = exported(&stage, &["csv", "--documents"]);
    assert_eq!(csv::Reader::from_reader(documents.as_bytes()).records().count(), 3);
}

#[test]
fn a_workbook_is_read_back() {
    use calamine::{Data, Reader};
    let stage = ledger("export-xlsx", &articles());
    assert_eq!(exported(&stage, &["xlsx", "-o", "a.xlsx"]), "");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(stage.path("a.xlsx")).expect("a workbook");
    assert_eq!(book.sheet_names(), ["الأقوال", "العلاقات", "الوثائق"]);
    let sheet = book.worksheet_range("الأقوال").expect("a sheet");
    assert_eq!(sheet.height(), 1 + lines(&exported(&stage, &["jsonl", "--claims"])).len());
    let header: Vec<String> = sheet.rows().next().expect("a row").iter().map(ToString::to_string).collect();
    assert_eq!(header[..3], ["القائل", "القول", "السلسلة"]);
    let sheet_is_from_the_right = |name: &str| {
        part(&fs::read(stage.path(name)).expect("a file"), "xl/worksheets/sheet1.xml").contains("rightToLeft=\"1\"")
    };
    assert!(sheet_is_from_the_right("a.xlsx"));
    // Words stay words: nothing was taken for a formula or a number.
    assert!(sheet.rows().any(|row| row.contains(&Data::String("=وكالة+الجبل".to_owned()))));
    assert!(book.worksheet_formula("الأقوال").expect("a sheet").is_empty());

    exported(&stage, &["xlsx", "-o", "b.xlsx", "--lang", "en"]);
    let book: calamine::Xlsx<_> = calamine::open_workbook(stage.path("b.xlsx")).expect("a workbook");
    assert_eq!(book.sheet_names(), ["claims", "relations", "documents"]);
    assert!(!sheet_is_from_the_right("b.xlsx"));
    exported(&stage, &["xlsx", "-o", "c.xlsx"]);
    let bytes = |name: &str| fs::read(stage.path(name)).expect("a file");
    assert!(bytes("a.xlsx") == bytes("c.xlsx"), "the same ledger gave other bytes");
}

/// A file of a ZIP archive, found through the directory at its end.
fn part(archive: &[u8], name: &str) -> String {
    use std::io::Read;
    let number =
        |at: usize, bytes: usize| archive[at..at + bytes].iter().rev().fold(0, |n, &b| n << 8 | usize::from(b));
    let entry = (0..archive.len())
        .find(|&at| archive[at..].starts_with(b"PK\x01\x02") && archive[at + 46..].starts_with(name.as_bytes()));
    let entry = entry.expect("it is there");
    let (size, local) = (number(entry + 20, 4), number(entry + 42, 4));
    let start = local + 30 + number(local + 26, 2) + number(local + 28, 2);
    let mut text = String::new();
    let packed = &archive[start..start + size];
    flate2::read::DeflateDecoder::new(packed).read_to_string(&mut text).expect("packed by deflate");
    text
}

#[test]
fn parquet_is_read_back() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    let stage = ledger("export-parquet", &articles());
    exported(&stage, &["parquet", "-o", "a.parquet"]);
    let file = fs::File::open(stage.path("a.parquet")).expect("a file");
    let reader = SerializedFileReader::new(file).expect("Parquet");
    let told = lines(&exported(&stage, &["jsonl", "--claims"]));
    let mut rows = 0;
    for (row, told) in reader.get_row_iter(None).expect("rows").zip(&told) {
        rows += 1;
        for (name, field) in row.expect("a row").get_column_iter() {
            let field = match field {
                Field::Null => Value::Null,
                Field::Str(words) => json!(words),
                Field::Long(number) => json!(number),
                other => panic!("{other:?}"),
            };
            assert_eq!(field, told[name.as_str()], "{name}");
        }
    }
    assert_eq!(rows, told.len());
}

#[test]
fn annotations_quote_the_text_they_point_at() {
    let stage = ledger("export-annotation", &articles());
    let page: Value = serde_json::from_str(&exported(&stage, &["web-annotation"])).expect("JSON");
    assert_eq!(page["@context"][0], "http://www.w3.org/ns/anno.jsonld");
    let texts: Vec<String> = texts(&stage).into_values().collect();
    let items = page["items"].as_array().expect("a list");
    assert_eq!(items.len(), lines(&exported(&stage, &["jsonl", "--claims"])).len());
    for item in items {
        assert_eq!(item["type"], "Annotation");
        for target in item["target"].as_array().expect("a list") {
            assert_eq!(target["source"]["textDirection"], "rtl");
            let [quote, position] = &target["selector"].as_array().expect("a list")[..] else { panic!("{target}") };
            let span = json!([position["start"], position["end"]]);
            let words = quote["exact"].as_str().expect("words");
            let around =
                [&quote["prefix"], &quote["exact"], &quote["suffix"]].map(|part| part.as_str().expect("words"));
            assert!(texts.iter().any(|text| cut(text, &span) == words && text.contains(&around.concat())), "{target}");
        }
    }
}

#[test]
fn reviews_are_drafts_of_claims_that_are_there() {
    let stage = ledger("export-claimreview", &articles());
    let graph: Value = serde_json::from_str(&exported(&stage, &["claimreview"])).expect("JSON");
    let graph = graph["@graph"].as_array().expect("a list");
    let ids: BTreeSet<&str> =
        graph.iter().filter(|thing| thing["@type"] == "Claim").filter_map(|claim| claim["@id"].as_str()).collect();
    let reviews: Vec<&Value> = graph.iter().filter(|thing| thing["@type"] == "ClaimReview").collect();
    assert!(!reviews.is_empty() && reviews.len() < ids.len(), "{} of {}", reviews.len(), ids.len());
    for review in reviews {
        assert!(ids.contains(review["itemReviewed"]["@id"].as_str().expect("an id")));
        assert_eq!(review["creativeWorkStatus"], "Draft");
        assert!(review.get("reviewRating").is_none());
    }
    let governor =
        graph.iter().find(|thing| thing["author"]["name"].as_str().is_some_and(|who| who.contains("المرعي")));
    assert_eq!(governor.expect("a claim")["author"]["@type"], "Person");
}

#[test]
fn entities_point_at_entities() {
    let stage = ledger("export-ftm", &articles());
    let entities = lines(&exported(&stage, &["ftm"]));
    let ids: BTreeSet<&str> = entities.iter().filter_map(|entity| entity["id"].as_str()).collect();
    assert_eq!(ids.len(), entities.len());
    let schemas: BTreeSet<&str> = entities.iter().filter_map(|entity| entity["schema"].as_str()).collect();
    assert!(["Article", "Mention", "Note", "Person"].iter().all(|schema| schemas.contains(schema)), "{schemas:?}");
    for entity in &entities {
        for (name, values) in entity["properties"].as_object().expect("properties") {
            let values = values.as_array().expect("a list");
            assert!(!values.is_empty() && values.iter().all(Value::is_string), "{entity}");
            if ["document", "entity", "resolved"].contains(&name.as_str()) {
                assert!(values.iter().all(|id| ids.contains(id.as_str().expect("an id"))), "{entity}");
            }
        }
    }
}

#[test]
fn provenance_names_nothing_that_is_not_there() {
    let stage = ledger("export-prov", &articles());
    let prov: Value = serde_json::from_str(&exported(&stage, &["prov"])).expect("JSON");
    let bundles = prov["bundle"].as_object().expect("bundles");
    assert_eq!(bundles.len(), 3);
    let mut claims = BTreeSet::new();
    for bundle in bundles.values() {
        let there = |part: &str, id: &Value| bundle[part].get(id.as_str().expect("an id")).is_some();
        for link in bundle["wasAttributedTo"].as_object().expect("links").values() {
            assert!(there("entity", &link["prov:entity"]) && there("agent", &link["prov:agent"]), "{link}");
        }
        for link in bundle["wasDerivedFrom"].as_object().expect("links").values() {
            assert!(there("entity", &link["prov:generatedEntity"]) && there("entity", &link["prov:usedEntity"]));
        }
        claims.extend(bundle["entity"].as_object().expect("entities").keys().cloned());
    }
    let derived = prov["wasDerivedFrom"].as_object().expect("links");
    assert!(!derived.is_empty());
    for link in derived.values() {
        assert!(claims.contains(link["prov:usedEntity"].as_str().expect("an id")));
    }
}

#[test]
fn the_ends_of_every_edge_are_nodes() {
    use quick_xml::events::Event;
    let stage = ledger("export-graphml", &articles());
    let text = exported(&stage, &["graphml"]);
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut nodes, mut ends, mut open) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => {
                let name = start.name().as_ref().to_owned();
                for attribute in start.attributes() {
                    let attribute = attribute.expect("an attribute");
                    let value = attribute.value.into_owned();
                    match (name.as_str(), attribute.key.as_ref()) {
                        ("node", "id") => assert!(nodes.insert(value)),
                        ("edge", "source" | "target") => {
                            ends.insert(value);
                        }
                        _ => {}
                    }
                }
                open.push(name);
            }
            Event::End(end) => assert_eq!(open.pop().as_deref(), Some(end.name().as_ref())),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty() && !ends.is_empty() && ends.is_subset(&nodes));
    assert!(!text.contains('\u{1}'), "a character that XML does not know");
}

#[test]
fn standoff_quotes_its_text_and_stays_in_its_folder() {
    let stage = ledger("export-brat", &articles());
    exported(&stage, &["brat", "-o", "brat"]);
    let mut names: Vec<String> = fs::read_dir(stage.path("brat"))
        .expect("a folder")
        .map(|entry| entry.expect("a file").file_name().into_string().expect("UTF-8"))
        .collect();
    names.sort();
    assert_eq!(names.len(), 7, "{names:?}");
    for name in names.iter().filter(|name| name.contains(".ann")) {
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.'), "{name}");
        let read = |name: &str| fs::read_to_string(stage.path("brat").join(name)).expect("a file");
        let text = read(&name.replace(".ann", ".txt"));
        let mut ids = BTreeSet::new();
        for line in read(name).lines() {
            let parts: Vec<&str> = line.split('\t').collect();
            assert!(ids.insert(parts[0].to_owned()), "{line}");
            if parts[0].starts_with('T') {
                let (_, spans) = parts[1].split_once(' ').expect("a type and places");
                let words: Vec<String> = spans
                    .split(';')
                    .map(|span| {
                        let (from, to) = span.split_once(' ').expect("two places");
                        cut(&text, &json!([from.parse::<u64>().ok(), to.parse::<u64>().ok()]))
                    })
                    .collect();
                assert_eq!(words.join(" "), parts[2]);
            } else if parts[0].starts_with('E') {
                let of = |part: &str| part.split_once(':').map(|(_, id)| id.to_owned()).expect("a role and an id");
                assert!(parts[1].split(' ').all(|part| ids.contains(&of(part))), "{line}");
            }
        }
        assert!(ids.iter().any(|id| id.starts_with('E')));
    }
    let again = stage.run(&["export", "l", "--to", "brat", "-o", "brat"]);
    assert_eq!(again.code, Some(2));
    assert!(again.stderr.contains("expected a new or an empty folder"), "{}", again.stderr);
}

#[test]
fn a_dossier_tells_who_says_what_and_who_counts_otherwise() {
    let stage = ledger("export-dossier", &articles());
    let text = exported(&stage, &["dossier"]);
    assert!(text.starts_with("<div dir=\"rtl\" lang=\"ar\">\n\n# ") && text.ends_with("</div>\n"));
    assert!(text.contains("## أرقام متعارضة") && text.contains("«12 شخصا»") && text.contains("«30 شخصا»"), "{text}");
    assert!(text.contains("وكالة+الجبل ← وكالة رويترز ← المتحدثة سلمى الحداد\n"), "{text}");
    assert!(text.contains("<mark>"));
    assert!(!text.contains("<script>") && !text.contains("[x](javascript:"), "{text}");
}

#[test]
fn the_order_of_arrival_leaves_no_trace() {
    let mut backwards = articles();
    backwards.reverse();
    let (there, back) = (ledger("export-there", &articles()), ledger("export-back", &backwards));
    for format in ["csv", "web-annotation", "claimreview", "ftm", "prov", "graphml", "dossier"] {
        assert_eq!(exported(&there, &[format]), exported(&back, &[format]), "{format}");
    }
    let relations = ["jsonl", "--claims", "--relations", "--documents"];
    assert_eq!(exported(&there, &relations), exported(&back, &relations));
}

#[test]
fn a_part_of_a_ledger_leaves_alone() {
    let stage = ledger("export-part", &articles());
    let keys = |arguments: &[&str]| -> Vec<Value> {
        lines(&exported(&stage, &[&["jsonl"], arguments].concat()))
            .iter()
            .map(|line| line["document"]["key"].clone())
            .collect()
    };
    assert_eq!(keys(&["--published", "2031-03-05.."]), ["b", "../../c"]);
    assert_eq!(keys(&["--published", "..2031-03-04"]), ["a"]);
    assert_eq!(keys(&["--published", "2031-03-05"]), ["b"]);
    let stories = lines(&exported(&stage, &["jsonl", "--documents"]));
    let story = stories[0]["story"].as_str().expect("a story");
    assert!(keys(&["--story", story]).contains(&json!("a")));
    // A relation with a side that stays behind stays behind.
    let one = lines(&exported(&stage, &["jsonl", "--relations", "--published", "2031-03-04"]));
    assert_eq!(one.len(), 1);
}

#[test]
fn a_file_is_replaced_as_a_whole_or_not_at_all() {
    let stage = ledger("export-file", &articles()).file("a.csv", "old");
    let failed = stage.run(&["export", "l", "--to", "csv", "-o", "a.csv", "--story", "ffffffffffff"]);
    assert_eq!(failed.code, Some(2), "{}", failed.stderr);
    assert_eq!(fs::read_to_string(stage.path("a.csv")).ok().as_deref(), Some("old"));
    exported(&stage, &["csv", "-o", "a.csv"]);
    assert_eq!(fs::read_to_string(stage.path("a.csv")).ok(), Some(exported(&stage, &["csv"])));
    let left: Vec<_> = fs::read_dir(stage.path("."))
        .expect("a folder")
        .map(|entry| entry.expect("a file").file_name().into_string().expect("UTF-8"))
        .filter(|name| name.starts_with(".rawi-export"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    let nowhere = stage.run(&["export", "l", "--to", "csv", "-o", "none/a.csv"]);
    assert_eq!(nowhere.code, Some(3));
    assert!(nowhere.stderr.contains("none/a.csv"), "{}", nowhere.stderr);
}

#[test]
fn what_does_not_go_together_is_told() {
    let stage = ledger("export-usage", &articles()[..1]);
    for (arguments, complaint) in [
        (&["brat"][..], "say where with -o FOLDER"),
        (&["csv", "--claims", "--relations"], "one table"),
        (&["prov", "--claims"], "go with jsonl, csv and parquet"),
        (&["jsonl", "--bom"], "--bom goes with csv"),
        (&["csv", "--published", "2031-03-05..2031-03-04"], "the first day comes after the last"),
        (&["csv", "--published", "yesterday"], "expected days such as"),
        (&["csv", "--story", "ffff"], "no story ffff"),
    ] {
        let run = stage.run(&[&["export", "l", "--to"], arguments].concat());
        assert_eq!(run.code, Some(2), "{arguments:?}");
        assert!(run.stderr.contains(complaint), "{}", run.stderr);
    }
    assert_eq!(stage.run(&["export", "nowhere", "--to", "csv"]).code, Some(2));
}

#[test]
fn checked_claims_are_laid_beside_those_that_share_their_words() {
    let checked = "\u{FEFF}url,verdict,claim\n\
        https://check.example/1,غير صحيح,سد نهاوند لم يخضع للصيانة منذ سنوات\n\
        https://check.example/2,صحيح,افتتاح معرض الكتاب في الساحة الكبيرة\n,,\nhttps://check.example/3,صحيح,\n";
    let stage = ledger("import-checked", &articles()).file("checked.csv", checked);
    let run = stage.run(&["import-checked", "l", "checked.csv", "--format", "jsonl"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(run.stderr.contains("checked.csv: line 5: no claim in it"), "{}", run.stderr);
    let links = run.records();
    assert!(!links.is_empty());
    for link in &links {
        assert_eq!((&link["url"], &link["state"]), (&json!("https://check.example/1"), &json!("suggested")));
        assert!(link["content"].as_str().is_some_and(|content| content.contains("للصيانة")), "{link}");
    }
    // Again, and without a file: nothing changes.
    assert_eq!(stage.run(&["import-checked", "l", "checked.csv", "--format", "jsonl"]).records(), links);
    assert_eq!(stage.run(&["import-checked", "l", "--format", "jsonl"]).records(), links);
    let dossier = exported(&stage, &["dossier"]);
    assert!(dossier.contains("(<https://check.example/1>) — غير صحيح (مقترحة)"), "{dossier}");
}
