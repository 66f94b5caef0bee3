//! A ledger as a newsroom treats it: killed, starved of room, locked, sealed, and still whole.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use rawi_ledger::Ledger;
use rusqlite::Connection;

use crate::stage::{Seen, Stage};

/// Short articles, all different.
fn corpus(count: usize) -> String {
    let article = |n: usize| {
        let text = format!(
            "قال مدير المحطة رقم {n} سالم المرعي إن {} عاملا أصيبوا في حريق المستودع رقم {n}.\nونفت الشركة وجود خطر على الحي. {}",
            n + 3,
            "وانتشر رجال الدفاع المدني في المكان منذ الصباح. ".repeat(5)
        );
        let (url, published) = (format!("https://sahab.example/{n}"), format!("2025-03-{:02}", n % 20 + 1));
        let line = serde_json::json!({ "id": n.to_string(), "url": url, "published": published, "text": text });
        format!("{line}\n")
    };
    (0..count).map(article).collect()
}

/// The database behind a ledger, as any other program sees it.
fn database(folder: &Path) -> Connection {
    Connection::open(folder.join("ledger.sqlite")).expect("a database")
}

fn count(db: &Connection, sql: &str) -> u64 {
    db.query_row(sql, [], |row| row.get(0)).expect("a number")
}

fn digest(folder: &Path) -> String {
    Ledger::open_to_read(folder).expect("it can be opened").digest().expect("it can be read")
}

/// The ledger of a corpus that nobody disturbed.
fn undisturbed(stage: &Stage) -> String {
    let seen = stage.run(&["add", "calm.ledger", "c.jsonl"]);
    assert_eq!(seen.code, Some(0), "{}", seen.stderr);
    digest(&stage.path("calm.ledger"))
}

/// Is every document whole, and every span a quotation? Gives the number of documents.
fn whole(folder: &Path) -> u64 {
    let db = database(folder);
    let said: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("an answer");
    assert_eq!(said, "ok");
    assert_eq!(count(&db, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    let partial = "SELECT count(*) FROM document LEFT JOIN reading ON document = seq
                   WHERE record IS NULL OR json_array_length(record, '$.claims') <> (SELECT count(*) FROM claim WHERE claim.document = seq)";
    assert_eq!(count(&db, partial), 0);
    let ledger = Ledger::open_to_read(folder).expect("it can be opened");
    ledger.verify(&mut |fault| panic!("{fault:?}")).expect("it can be read").documents
}

/// How many bytes a run has written ahead, told without opening what it writes.
fn written(folder: &Path) -> u64 {
    fs::metadata(folder.join("ledger.sqlite-wal")).map_or(0, |file| file.len())
}

#[test]
fn a_run_killed_at_any_point_is_run_again() {
    let stage = Stage::new("ledger-killed").file("c.jsonl", corpus(240));
    let calm = undisturbed(&stage);
    let folder = stage.path("l.ledger");
    let (mut kills, mut documents) = (0, 0);
    for n in 0..20u64 {
        let mut child = stage
            .command(&["add", "l.ledger", "c.jsonl", "--batch", "1"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        // While it starts, then when it has written some more: by what it has done, for a machine may be quick or slow.
        if n < 3 {
            sleep(Duration::from_millis(5 + n * 20));
        } else {
            let enough = (1 + n * 7919 % 11) << 14;
            while written(&folder) < enough && child.try_wait().expect("a child").is_none() {
                sleep(Duration::from_micros(500));
            }
            sleep(Duration::from_micros(n * 104_729 % 5_000));
        }
        if child.try_wait().expect("a child").is_some() {
            break;
        }
        // SIGKILL.
        child.kill().expect("it runs");
        child.wait().expect("a child");
        kills += 1;
        if folder.join("ledger.sqlite").is_file() && Ledger::open_to_read(&folder).is_ok() {
            let now = whole(&folder);
            assert!(now >= documents, "{now} documents after {documents}");
            documents = now;
        }
    }
    assert!(kills >= 4, "{kills} kills");
    assert_eq!(stage.run(&["add", "l.ledger", "c.jsonl", "--batch", "3"]).code, Some(0));
    assert_eq!(whole(&folder), 240);
    assert_eq!(digest(&folder), calm);
}

#[test]
fn no_more_room_is_a_clean_failure() {
    let stage = Stage::new("ledger-full").file("c.jsonl", corpus(200));
    let calm = undisturbed(&stage);
    let folder = stage.path("l.ledger");
    // No file may grow beyond so many half kibibytes, and a write that would is an error instead of the end.
    let program = env!("CARGO_BIN_EXE_rawi");
    let script = format!("trap '' XFSZ; ulimit -f 1000; exec '{program}' add l.ledger c.jsonl --batch 5");
    let output = Command::new("sh").args(["-c", &script]).current_dir(stage.path("")).output().expect("a shell");
    let seen = Seen::from(output);
    assert_eq!((seen.code, seen.stdout.as_str()), (Some(3), ""), "{}", seen.stderr);
    assert!(
        seen.stderr.contains("ledger.sqlite") && seen.stderr.contains("what was added before is kept"),
        "{}",
        seen.stderr
    );
    let kept = whole(&folder);
    assert!(kept > 0 && kept < 200, "{kept}");
    assert_eq!(stage.run(&["add", "l.ledger", "c.jsonl"]).code, Some(0));
    assert_eq!(digest(&folder), calm);
}

#[test]
fn a_second_writer_is_told_after_five_seconds() {
    let stage = Stage::new("ledger-locked").file("c.jsonl", corpus(3));
    undisturbed(&stage);
    let first = database(&stage.path("calm.ledger"));
    first.execute_batch("BEGIN IMMEDIATE").expect("nobody else writes");
    let seen = stage.file("d.jsonl", corpus(5)).run(&["add", "calm.ledger", "d.jsonl"]);
    assert_eq!(seen.code, Some(3));
    assert!(seen.stderr.contains("another process is writing to it"), "{}", seen.stderr);
}

/// The command without the right to write everywhere that tests in a container have.
fn humble(stage: &Stage, arguments: &[&str], root: bool) -> Seen {
    let mut command = stage.command(arguments);
    if root {
        command.uid(65534).gid(65534);
    }
    Seen::from(command.output().expect("it starts"))
}

#[test]
fn what_may_only_be_read_can_be_read_and_says_so_when_written() {
    let stage = Stage::new("ledger-sealed").file("c.jsonl", corpus(3)).file("d.jsonl", corpus(5));
    undisturbed(&stage);
    let folder: PathBuf = stage.path("calm.ledger");
    let file = folder.join("ledger.sqlite");
    let root = fs::metadata(&file).expect("a file").uid() == 0;
    let before = fs::read(&file).expect("a file");
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
    set(&file, 0o444);
    set(&folder, 0o555);
    let read = humble(&stage, &["verify", "calm.ledger"], root);
    let written = humble(&stage, &["add", "calm.ledger", "d.jsonl"], root);
    let reviewed = humble(&stage, &["review", "calm.ledger", "accept", "0123", "--by", "سلمى"], root);
    // A log that was not written back is part of the ledger.
    set(&folder, 0o755);
    fs::write(folder.join("ledger.sqlite-wal"), [7; 64]).expect("room");
    set(&folder, 0o555);
    let half = humble(&stage, &["verify", "calm.ledger"], root);
    set(&folder, 0o755);

    assert_eq!(read.code, Some(0), "{}", read.stderr);
    for seen in [written, reviewed] {
        assert_eq!(seen.code, Some(3), "{}", seen.stderr);
        assert!(seen.stderr.contains("may only be read"), "{}", seen.stderr);
    }
    assert_eq!(half.code, Some(3), "{}", half.stdout);
    assert!(fs::read(&file).expect("a file") == before);
}

#[test]
fn a_sound_ledger_is_verified_and_a_damaged_one_named() {
    let stage = Stage::new("ledger-verify").file("c.jsonl", corpus(3));
    undisturbed(&stage);
    let seen = stage.run(&["verify", "calm.ledger"]);
    assert_eq!(seen.code, Some(0));
    let told = &seen.records()[0];
    assert_eq!((told["documents"].as_u64(), told["faults"].as_u64()), (Some(3), Some(0)));

    database(&stage.path("calm.ledger")).execute_batch("UPDATE claim SET cue = 'x' WHERE nth = 0").expect("room");
    let seen = stage.run(&["verify", "calm.ledger"]);
    assert_eq!(seen.code, Some(1));
    let told = seen.records();
    assert_eq!((told.len(), told[0]["fault"].as_str(), told[3]["faults"].as_u64()), (4, Some("words"), Some(3)));
    let arabic = stage.run(&["verify", "calm.ledger", "--format", "table"]);
    assert!(arabic.stdout.contains("الاقتباس لا يطابق الوثيقة"), "{}", arabic.stdout);
    let english = stage.run(&["verify", "calm.ledger", "--format", "table", "--lang", "en"]);
    assert!(english.stdout.contains("words differ from the document"), "{}", english.stdout);

    let seen = stage.run(&["verify", "nowhere.ledger"]);
    assert_eq!(seen.code, Some(3));
    assert!(seen.stderr.contains("expected a ledger"), "{}", seen.stderr);
}

#[test]
fn stock_sqlite_can_back_a_ledger_up() {
    let stage = Stage::new("ledger-backup").file("c.jsonl", corpus(20));
    let calm = undisturbed(&stage);
    let copy = stage.path("copy.ledger");
    fs::create_dir_all(&copy).expect("room");
    let to = copy.join("ledger.sqlite");
    database(&stage.path("calm.ledger")).execute("VACUUM INTO ?", [to.to_str()]).expect("room");
    assert_eq!(digest(&copy), calm);
    assert_eq!(stage.run(&["verify", "copy.ledger"]).code, Some(0));
}

/// Starts the command and kills it after so long.
fn killed_after(stage: &Stage, arguments: &[&str], time: Duration) {
    let mut command = stage.command(arguments);
    let mut running = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    sleep(time);
    // It may have ended by itself.
    let _ = running.kill();
    running.wait().expect("it ends");
}

#[test]
fn a_rereading_killed_at_any_point_is_run_again() {
    let stage = Stage::new("ledger-reread-kill").file("c.jsonl", corpus(300));
    let undisturbed = undisturbed(&stage);
    assert_eq!(stage.run(&["add", "c.ledger", "c.jsonl"]).code, Some(0));
    for time in (0..12).map(|n| Duration::from_millis(60 + 60 * n)) {
        killed_after(&stage, &["reread", "c.ledger", "--all"], time);
        let seen = stage.run(&["verify", "c.ledger"]);
        assert_eq!(seen.code, Some(0), "{time:?}: {}", seen.stdout);
    }
    assert_eq!(stage.run(&["reread", "c.ledger", "--all"]).code, Some(0));
    assert_eq!(digest(&stage.path("c.ledger")), undisturbed);
}

#[test]
fn a_ledger_brought_up_to_date_is_killed_at_any_point_and_is_whole() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rawi-ledger/tests/fixture/version-1.sql");
    let fixture = fs::read_to_string(fixture).expect("the fixture is there");
    let stage = Stage::new("ledger-migration-kill");
    let old = |name: &str| {
        fs::create_dir_all(stage.path(name)).expect("room");
        let made = database(&stage.path(name)).execute_batch(&format!("PRAGMA foreign_keys = OFF; {fixture}"));
        made.expect("the fixture is SQL");
    };
    old("calm.ledger");
    assert_eq!(stage.run(&["verify", "calm.ledger"]).code, Some(0));
    let calm = digest(&stage.path("calm.ledger"));
    for n in 0..40 {
        let name = format!("{n}.ledger");
        old(&name);
        killed_after(&stage, &["verify", &name], Duration::from_micros(500 * n));
        assert_eq!(digest(&stage.path(&name)), calm, "{n}");
        assert_eq!(stage.run(&["verify", &name]).code, Some(0), "{n}");
    }
}
