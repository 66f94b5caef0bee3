//! One story told twice: a ledger in a folder and one on a server say the same, byte by byte.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use rawi_ledger::{Ledger, Server as Place};

use crate::server::{Server, cache};
use crate::stage::{Seen, Stage};

const TIME: &str = "2025-03-03T10:00:00+03:00";

/// A dam in four articles: two versions of one, another outlet's, and a copy of it.
fn dam() -> String {
    let articles = [
        (
            "a1",
            "سحاب",
            "https://sahab.example/dam",
            "2025-03-01T08:00:00+03:00",
            "انهيار جزئي في سد الوادي",
            "قال محافظ نهاوند سالم المرعي إن 12 شخصا قتلوا في انهيار جزء من سد الوادي.\nونفت وزارة المياه وجود خطر على القرى المجاورة.",
        ),
        (
            "a2",
            "سحاب",
            "https://sahab.example/dam",
            "2025-03-01T14:00:00+03:00",
            "انهيار جزئي في سد الوادي",
            "قال محافظ نهاوند سالم المرعي إن 17 شخصا قتلوا في انهيار جزء من سد الوادي.\nوأعلنت النقابة أن العمال حذروا من الانهيار.",
        ),
        (
            "b1",
            "رمال",
            "https://rimal.example/dam-2",
            "2025-03-02T09:00:00+03:00",
            "قتلى في انهيار سد",
            "قال مدير الدفاع المدني في نهاوند إن 15 شخصا قتلوا في انهيار جزء من سد الوادي.\nونفى محافظ نهاوند سالم المرعي أن يكون العمال حذروا من الانهيار.",
        ),
        (
            "c1",
            "ضفاف",
            "https://difaf.example/9",
            "2025-03-02T11:00:00+03:00",
            "قتلى في انهيار سد",
            "أكد مدير الدفاع المدني في نهاوند إن 15 شخصا قتلوا في انهيار جزء من سد الوادي.\nوزعمت النقابة أن العمال حذروا من الانهيار.",
        ),
    ];
    let line = |(id, outlet, url, published, title, text): (&str, &str, &str, &str, &str, &str)| {
        let line = serde_json::json!({ "id": id, "outlet": outlet, "url": url, "published": published, "title": title, "text": text });
        format!("{line}\n")
    };
    articles.into_iter().map(line).collect()
}

/// Short articles, all different.
fn corpus(count: usize) -> String {
    let article = |n: usize| {
        let text = format!("قال مدير المحطة رقم {n} سالم المرعي إن {} عاملا أصيبوا في حريق المستودع رقم {n}.", n + 3);
        let (url, published) = (format!("https://sahab.example/{n}"), format!("2025-03-{:02}", n % 20 + 1));
        format!("{}\n", serde_json::json!({ "id": n.to_string(), "url": url, "published": published, "text": text }))
    };
    (0..count).map(article).collect()
}

fn stage(name: &str) -> Stage {
    Stage::new(name)
        .file("dam.jsonl", dam())
        .file("more.jsonl", corpus(60))
        .file("checked.csv", "claim,verdict\nقتل 12 شخصا في انهيار سد الوادي,صحيح\n")
}

/// The command on a ledger at a place, which stands for `@` in what it is told.
fn command(stage: &Stage, place: &str, arguments: &[&str]) -> Command {
    let arguments: Vec<&str> = arguments.iter().map(|word| if *word == "@" { place } else { word }).collect();
    let mut command = stage.command(&arguments);
    command.env("XDG_CACHE_HOME", cache(&stage.path("")));
    command
}

fn run(stage: &Stage, place: &str, arguments: &[&str]) -> Seen {
    Seen::from(command(stage, place, arguments).output().expect("it starts"))
}

fn on_server(address: &str, cache: &Path) -> Ledger {
    let place = Place::of(address, None, cache).expect("an address").expect("it can be understood");
    place.open_to_read().expect("it can be opened")
}

#[test]
fn a_story_is_told_alike_by_both_stores() {
    let Some(server) = Server::start("story") else { return };
    server.database("desk");
    let stage = stage("stores-story");
    let (file, shared) = ("desk.ledger", server.address("rawi", "desk"));
    let both = |arguments: &[&str]| -> Seen {
        let (one, other) = (run(&stage, file, arguments), run(&stage, &shared, arguments));
        assert_eq!(one.stdout, other.stdout, "{arguments:?}: {}", other.stderr);
        assert_eq!((one.code, other.code), (Some(0), Some(0)), "{arguments:?}: {}{}", one.stderr, other.stderr);
        one
    };
    both(&["add", "@", "dam.jsonl"]);
    both(&["read", "--into", "@", "more.jsonl"]);
    both(&["add", "@", "dam.jsonl", "more.jsonl"]);
    both(&["import-checked", "@", "checked.csv"]);

    let claims = both(&["claims", "@"]);
    let uids: Vec<String> =
        claims.records().iter().map(|claim| claim["uid"].as_str().expect("a uid").to_owned()).collect();
    assert!(uids.len() > 60, "{}", uids.len());
    for uid in &uids[..4] {
        both(&["claims", "@", uid]);
    }
    both(&["claims", "@", "--source", "المحافظ", "--place", "نهاوند", "--limit", "2"]);
    both(&["claims", "@", "--denied", "--once", "--anonymity", "0..2", "--published", "2025-03-01..2025-03-03"]);
    assert!(!both(&["conflicts", "@"]).stdout.is_empty());
    assert!(!both(&["conflicts", "@", "--kind", "repeats"]).stdout.is_empty());
    both(&["timeline", "@"]);
    both(&["source", "@", "سالم المرعي"]);
    let stories = both(&["story", "@"]).records();
    let story = stories[0]["story"].as_str().expect("an id").to_owned();
    both(&["story", "@", &story]);
    both(&["conflicts", "@", "--tolls", "--story", &story]);
    both(&["diff", "@", "https://sahab.example/dam"]);
    both(&["search", "@", "انهيار", "السد", "--denied"]);
    assert!(!both(&["search", "@", "انهيار"]).stdout.is_empty());
    both(&["search", "@", "--in", "documents", "مستودع", "--sort", "published"]);

    let (first, second) = (&uids[0], &uids[1]);
    both(&["review", "@", "accept", first, "--by", "سلمى", "--at", TIME]);
    both(&["review", "@", "reject", second, "--by", "سلمى", "--at", TIME, "--note", "ليس في النص"]);
    both(&["review", "@", "undo", second, "--by", "هند", "--at", TIME]);
    both(&["review", "@", "list"]);
    both(&["review", "@", "list", "--open"]);
    both(&["reread", "@", "--all"]);
    both(&["review", "@", "list"]);
    both(&["claims", "@"]);
    both(&["search", "@", "انهيار"]);
    for format in ["jsonl", "csv", "web-annotation", "claimreview", "ftm", "prov", "graphml", "dossier", "parquet"] {
        let (one, other) = (format!("{format}.file"), format!("{format}.server"));
        for (place, output) in [(file, &one), (&shared, &other)] {
            let seen = run(&stage, place, &["export", "@", "--to", format, "--output", output]);
            assert_eq!(seen.code, Some(0), "{format}: {}", seen.stderr);
        }
        let bytes = |name: &str| fs::read(stage.path(name)).expect("it was written");
        assert!(bytes(&one) == bytes(&other), "{format}");
    }
    both(&["verify", "@"]);

    let digest = Ledger::open_to_read(&stage.path(file)).expect("it can be opened").digest().expect("it can be read");
    assert_eq!(on_server(&shared, &cache(&stage.path(""))).digest().expect("it can be read"), digest);
}

#[test]
fn what_is_asked_wrongly_is_answered_alike_and_no_password_is_told() {
    let Some(server) = Server::start("wrong") else { return };
    server.database("desk");
    server.database("foreign");
    server.sql("foreign", "CREATE SCHEMA rawi; CREATE TABLE rawi.other (n INTEGER)");
    server.sql("desk", "CREATE ROLE reader LOGIN");
    let nul = "{\"id\":\"n\",\"text\":\"قال الوزير سالم المرعي\\u0000 إن السد جاهز.\"}\n";
    let stage = stage("stores-wrong").file("nul.jsonl", format!("{nul}{}", corpus(1)));
    let shared = server.address("rawi", "desk");
    let fails = |place: &str, arguments: &[&str], code: i32, message: &str| {
        let seen = run(&stage, place, arguments);
        assert_eq!(seen.code, Some(code), "{arguments:?}: {}", seen.stderr);
        assert!(seen.stderr.contains(message), "{arguments:?}: {}", seen.stderr);
        assert!(!seen.stderr.contains("s3cret"), "{}", seen.stderr);
    };
    fails(&shared, &["claims", "@"], 2, "no ledger in this database; expected one, made by `rawi add`");
    fails(&shared, &["verify", "@"], 3, &server.name("desk"));
    fails(&server.address("rawi", "nowhere"), &["add", "@", "dam.jsonl"], 3, "expected a database, made by `createdb`");
    fails(&server.address("rawi", "foreign"), &["add", "@", "dam.jsonl"], 3, "expected another database");
    assert_eq!(run(&stage, &shared, &["add", "@", "dam.jsonl"]).code, Some(0));
    fails(&shared, &["claims", "@", "--story", "ffff"], 2, "no story ffff");
    fails(&shared, &["diff", "@", "https://nowhere.example/"], 2, "expected the address of an article");

    // A character that a server does not keep costs its article and no other.
    let seen = run(&stage, &shared, &["add", "@", "nul.jsonl"]);
    assert_eq!((seen.code, seen.stdout.contains("\"documents\":1")), (Some(1), true), "{}", seen.stderr);
    assert!(seen.stderr.contains("has a character U+0000"), "{}", seen.stderr);

    // Who may read reads, and is told when writing.
    server.sql("desk", "GRANT USAGE ON SCHEMA rawi TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA rawi TO reader");
    let reader = server.address("reader", "desk");
    let (one, other) = (run(&stage, &shared, &["claims", "@"]), run(&stage, &reader, &["claims", "@"]));
    assert_eq!((one.stdout, other.code), (other.stdout, Some(0)), "{}", other.stderr);
    fails(&reader, &["add", "@", "more.jsonl"], 3, "expected a user who may write");

    // Documents and reviews stay what they are, whoever meddles.
    for meddling in ["UPDATE rawi.document SET text = ''", "DELETE FROM rawi.review", "TRUNCATE rawi.document CASCADE"]
    {
        let meddled = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| server.sql("desk", meddling)));
        assert!(meddled.is_err(), "{meddling}");
    }
    server.sql("desk", "UPDATE rawi.meta SET value = '99' WHERE name = 'version'");
    fails(&shared, &["verify", "@"], 3, "written by a newer version of rawi (format 99");
    server.crash();
    fails(&shared, &["verify", "@"], 3, "no connection to the server");
}

#[test]
fn a_server_that_goes_while_articles_come_loses_nothing_it_told() {
    let Some(server) = Server::start("gone") else { return };
    server.database("desk");
    let stage = stage("stores-gone").file("many.jsonl", corpus(3000));
    let shared = server.address("rawi", "desk");
    let adding = command(&stage, &shared, &["add", "@", "many.jsonl", "--batch", "50"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let count = |sql: &str| -> u64 { server.sql("desk", sql).trim().parse().expect("a number") };
    while !server.sql("desk", "SELECT to_regclass('rawi.document')").contains("document")
        || count("SELECT count(*) FROM rawi.document") < 200
    {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    server.crash();
    let seen = Seen::from(adding.wait_with_output().expect("it ends"));
    assert_eq!(seen.code, Some(3), "{}", seen.stderr);
    assert!(seen.stderr.contains(&server.name("desk")), "{}", seen.stderr);
    assert!(seen.stderr.contains("what was added before is kept"), "{}", seen.stderr);
    assert!(!seen.stderr.contains("s3cret"), "{}", seen.stderr);

    server.go_on();
    let (kept, whole) = (count("SELECT count(*) FROM rawi.document"), count("SELECT count(*) FROM rawi.reading"));
    assert!((200..3000).contains(&kept), "{kept}");
    assert_eq!((kept % 50, whole), (0, kept), "batches are kept whole");
    // A number that a writer took and gave back leaves a gap at most.
    let (again, calm) =
        (run(&stage, &shared, &["add", "@", "many.jsonl"]), run(&stage, "calm.ledger", &["add", "@", "many.jsonl"]));
    assert_eq!((again.code, calm.code), (Some(0), Some(0)), "{}{}", again.stderr, calm.stderr);
    assert_eq!(run(&stage, &shared, &["verify", "@"]).code, Some(0));
    let digest = Ledger::open_to_read(&stage.path("calm.ledger")).expect("it can be opened").digest().expect("read");
    assert_eq!(on_server(&shared, &cache(&stage.path(""))).digest().expect("it can be read"), digest);
}

#[test]
fn writers_on_a_server_take_turns_and_readers_go_on() {
    let Some(server) = Server::start("turns") else { return };
    server.database("desk");
    let stage = stage("stores-turns").file("many.jsonl", corpus(400));
    let shared = server.address("rawi", "desk");
    assert_eq!(run(&stage, &shared, &["add", "@", "dam.jsonl"]).code, Some(0));
    let writers: Vec<_> = (0..4)
        .map(|_| {
            command(&stage, &shared, &["add", "@", "many.jsonl", "--batch", "20"])
                .stdout(Stdio::null())
                .spawn()
                .expect("it starts")
        })
        .collect();
    assert_eq!(run(&stage, &shared, &["verify", "@"]).code, Some(0));
    for writer in writers {
        assert!(writer.wait_with_output().expect("it ends").status.success());
    }
    assert_eq!(run(&stage, "calm.ledger", &["add", "@", "dam.jsonl", "many.jsonl"]).code, Some(0));
    let digest = Ledger::open_to_read(&stage.path("calm.ledger")).expect("it can be opened").digest().expect("read");
    assert_eq!(on_server(&shared, &cache(&stage.path(""))).digest().expect("it can be read"), digest);
    assert_eq!(run(&stage, &shared, &["verify", "@"]).code, Some(0));
}

/// The names of tables, with the names of their columns.
type Tables = Vec<(String, Vec<String>)>;

#[test]
fn both_schemas_have_the_same_tables_and_columns() {
    let Some(server) = Server::start("schema") else { return };
    server.database("desk");
    let stage = stage("stores-schema");
    let shared = server.address("rawi", "desk");
    for place in ["desk.ledger", &shared] {
        assert_eq!(run(&stage, place, &["add", "@", "dam.jsonl"]).code, Some(0));
    }
    let lines = server.sql(
        "desk",
        "SELECT table_name || ' ' || string_agg(column_name, ' ' ORDER BY ordinal_position)
         FROM information_schema.columns WHERE table_schema = 'rawi' GROUP BY table_name ORDER BY table_name COLLATE \"C\"",
    );
    let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<String>>();
    let theirs: Tables = lines.lines().map(words).map(|mut line| (line.remove(0), line)).collect();
    let database = rusqlite::Connection::open(stage.path("desk.ledger/ledger.sqlite")).expect("a database");
    let mut columns = database
        .prepare(
            "SELECT m.name, group_concat(c.name, ' ' ORDER BY c.cid) FROM sqlite_schema m JOIN pragma_table_info(m.name) c
             WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite%' GROUP BY m.name ORDER BY m.name",
        )
        .expect("it can be asked");
    let ours: Tables = columns
        .query_map([], |row| Ok((row.get(0)?, words(&row.get::<_, String>(1)?))))
        .expect("it can be asked")
        .collect::<Result<_, _>>()
        .expect("it can be read");
    assert_eq!(ours, theirs);
}
