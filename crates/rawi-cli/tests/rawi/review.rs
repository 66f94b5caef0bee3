//! Reviews, re-readings and versions as a desk works with them.

use serde_json::Value;

use crate::stage::Stage;

/// A dam in three articles: two versions of one, and another outlet's.
const DAM: &str = concat!(
    r#"{"id":"a1","url":"https://sahab.example/dam","outlet":"سحاب","published":"2025-03-01T08:00:00+03:00","title":"انهيار جزئي في سد الوادي","text":"قال محافظ نهاوند سالم المرعي إن 12 شخصا قتلوا في انهيار جزء من سد الوادي.\nونفت وزارة المياه وجود خطر على القرى المجاورة."}"#,
    "\n",
    r#"{"id":"a2","url":"https://sahab.example/dam","outlet":"سحاب","published":"2025-03-01T14:00:00+03:00","title":"انهيار جزئي في سد الوادي","text":"قال محافظ نهاوند سالم المرعي إن 17 شخصا قتلوا في انهيار جزء من سد الوادي.\nوتمتم رئيس النقابة بأن العمال نبهوا الإدارة قبل شهر."}"#,
    "\n",
    r#"{"id":"b1","url":"https://rimal.example/dam-2","outlet":"رمال","published":"2025-03-02T09:00:00+03:00","title":"قتلى في انهيار سد","text":"قال مدير الدفاع المدني في نهاوند إن 15 شخصا قتلوا في انهيار جزء من سد الوادي."}"#,
    "\n",
);

const TIME: &str = "2025-03-04T10:00:00+03:00";

fn stage(name: &str) -> Stage {
    let stage = Stage::new(name).file("c.jsonl", DAM);
    let seen = stage.run(&["add", "dam.ledger", "c.jsonl"]);
    assert_eq!(seen.code, Some(0), "{}", seen.stderr);
    stage
}

/// The uids of what nobody has reviewed, by kind of subject.
fn open(stage: &Stage, subject: &str) -> Vec<String> {
    let records = stage.run(&["review", "dam.ledger", "list", "--open"]).records();
    let of = records.iter().filter(|record| record["subject"] == subject);
    of.map(|record| record["uid"].as_str().expect("a uid").to_owned()).collect()
}

fn column<'r>(records: &'r [Value], name: &str) -> Vec<&'r str> {
    records.iter().map(|record| record[name].as_str().unwrap_or("-")).collect()
}

#[test]
fn a_desk_accepts_corrects_rejects_and_takes_back() {
    let stage = stage("review-desk");
    let (claims, relations) = (open(&stage, "claim"), open(&stage, "relation"));
    let run = |arguments: &[&str]| {
        let seen = stage.run(&[&["review", "dam.ledger"], arguments, &["--by", "سلمى", "--at", TIME]].concat());
        assert_eq!(seen.code, Some(0), "{}", seen.stderr);
        seen.records()
    };
    assert_eq!(column(&run(&["accept", &claims[0], &relations[0]]), "verdict"), ["accepted", "accepted"]);
    run(&["correct", &claims[1], "--set", "act=admit", "--set", "who=الوزارة", "--note", "السطر الثاني"]);
    run(&["reject", &claims[2]]);
    run(&["undo", &claims[2]]);
    // Sent again, it is answered again and kept once.
    assert_eq!(run(&["accept", &claims[0]])[0]["n"], 1);

    let log = stage.run(&["review", "dam.ledger", "list"]).records();
    assert_eq!(column(&log, "verdict"), ["accepted", "accepted", "corrected", "rejected", "undone"]);
    assert_eq!(column(&log, "stands"), ["yes", "yes", "yes", "undone", "undoes"]);
    assert_eq!((log[2]["correction"]["act"].as_str(), log[2]["note"].as_str()), (Some("admit"), Some("السطر الثاني")));
    assert_eq!(log[0]["at"], TIME);
    assert!(!open(&stage, "claim").contains(&claims[0]) && open(&stage, "claim").contains(&claims[2]));
    assert_eq!(stage.run(&["verify", "dam.ledger"]).code, Some(0));
}

#[test]
fn what_cannot_be_decided_is_usage() {
    let stage = stage("review-usage");
    let claim = &open(&stage, "claim")[0];
    for (arguments, expected) in [
        (vec!["accept", "0123456789abcdef", "--by", "سلمى"], "no claim or relation 0123456789abcdef"),
        (vec!["correct", claim, "--by", "سلمى", "--set", "act=shout"], "act cannot be \"shout\""),
        (vec!["correct", claim, "--by", "سلمى", "--set", "act"], "expected a field and its value"),
        (vec!["correct", claim, "--by", "سلمى"], "--set"),
        (vec!["accept", claim], "--by"),
        (vec!["accept", claim, "--by", "سلمى", "--at", "yesterday"], "\"yesterday\" is no time"),
        (vec!["undo", claim, "--by", "سلمى"], "nothing stands"),
    ] {
        let seen = stage.run(&[vec!["review", "dam.ledger"], arguments].concat());
        assert_eq!(seen.code, Some(2), "{expected}: {}", seen.stderr);
        assert!(seen.stderr.contains(expected), "{}", seen.stderr);
    }
    assert!(stage.run(&["review", "dam.ledger", "list"]).stdout.is_empty());
    assert_eq!(stage.run(&["review", "nowhere", "list"]).code, Some(3));
}

#[test]
fn new_words_are_read_and_reviews_stay() {
    let stage =
        stage("review-reread").file("words/cue/verb.tsv", "state\tasserted\tbi,inna\tتمتم\tيتمتم\tمتمتم\tتمتمة\n");
    let claims = open(&stage, "claim");
    let accepted = stage.run(&["review", "dam.ledger", "accept", &claims[0], "--by", "سلمى", "--at", TIME]);
    assert_eq!(accepted.code, Some(0), "{}", accepted.stderr);
    assert_eq!(stage.run(&["reread", "dam.ledger"]).records()[0]["documents"], 0, "these words have read it");

    let seen = stage.run(&["reread", "dam.ledger", "--lexicon", "words"]);
    assert_eq!(seen.code, Some(0), "{}", seen.stderr);
    let told = &seen.records()[0];
    assert_eq!((told["documents"].as_u64(), told["reviews_kept"].as_u64()), (Some(3), Some(1)));
    assert_eq!(told["claims"].as_u64(), Some(claims.len() as u64 + 1));
    let now = stage.run(&["review", "dam.ledger", "list", "--open"]).stdout;
    assert!(now.contains("العمال نبهوا الإدارة قبل شهر"), "{now}");

    // A review of the new claim is an orphan once the words are gone.
    let lines: Vec<Value> = now.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let new = lines.iter().find(|line| line["words"][0].as_str().is_some_and(|words| words.contains("نبهوا")));
    let uid = new.expect("the claim")["uid"].as_str().expect("a uid").to_owned();
    assert_eq!(stage.run(&["review", "dam.ledger", "accept", &uid, "--by", "سلمى", "--at", TIME]).code, Some(0));
    assert_eq!(stage.run(&["reread", "dam.ledger"]).records()[0]["reviews_orphaned"], 1);
    let orphans = stage.run(&["review", "dam.ledger", "list", "--orphaned"]).records();
    assert_eq!((orphans.len(), orphans[0]["uid"].as_str()), (1, Some(uid.as_str())));
    assert_eq!(orphans[0]["anchored"], "orphaned");
    assert_eq!(stage.run(&["verify", "dam.ledger"]).code, Some(0));
}

#[test]
fn versions_of_an_article_are_compared() {
    let stage = stage("review-diff");
    let records = stage.run(&["diff", "dam.ledger", "https://sahab.example/dam"]).records();
    let changed = records.iter().find(|record| record["part"] == "figure").expect("a figure");
    assert_eq!((changed["change"].as_str(), changed["before"]["words"].as_str()), (Some("changed"), Some("12 شخصا")));
    assert_eq!((changed["from"].as_u64(), changed["to"].as_u64()), (Some(1), Some(2)));
    let back = stage.run(&["diff", "dam.ledger", "https://sahab.example/dam", "--from", "2", "--to", "1"]).records();
    assert_eq!(back.iter().find(|record| record["part"] == "figure").expect("a figure")["after"]["words"], "12 شخصا");

    let table = stage.run(&["diff", "dam.ledger", "https://sahab.example/dam", "--format", "table", "--lang", "en"]);
    assert!(table.stdout.contains("changed") && table.stdout.contains("version 1/2"), "{}", table.stdout);
    let one = stage.run(&["diff", "dam.ledger", "https://rimal.example/dam-2", "--format", "table", "--lang", "en"]);
    assert!(one.stdout.contains("one version only"), "{}", one.stdout);
    for arguments in [&["https://sahab.example/none"][..], &["https://sahab.example/dam", "--to", "3"]] {
        let seen = stage.run(&[&["diff", "dam.ledger"], arguments].concat());
        assert_eq!(seen.code, Some(2), "{}", seen.stderr);
    }
}
