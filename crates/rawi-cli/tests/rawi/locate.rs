//! `rawi locate`: from a claim back into the file.

use crate::stage::Stage;

const PAGE: &str = "<html lang=ar><head><title>السد جاهز والقرى تنتظر</title></head><body><nav><a href=/>الرئيسية</a></nav>\n\
    <h1>السد جاهز والقرى تنتظر</h1><article><p>قال <b>وزير المياه</b> سالم المرعي إن السد الجديد&nbsp;جاهز للملء قبل نهاية الصيف المقبل.</p>\n\
    <p>ونفت نقابة المزارعين في نهاوند ذلك، وقالت إن القنوات لم تحفر بعد وإن المال نفد منذ أشهر.</p></article></body></html>";

#[test]
fn a_claim_is_shown_in_the_page_it_was_read_from() {
    let stage = Stage::new("locate").file("page.html", PAGE);
    let found = stage.run(&["locate", "c1", "page.html", "--format", "jsonl"]).records();
    let content = found.iter().find(|part| part["part"] == "content").expect("a claim has content");
    let raw = |index: usize| usize::try_from(content["raw"][index].as_u64().expect("a place")).expect("it fits");
    let written = &PAGE[raw(0)..raw(1)];
    assert_eq!(content["written"], written);
    assert!(written.contains("الجديد&nbsp;جاهز"), "{written}");
    assert_eq!(content["line"], 2);
    let source = found.iter().find(|part| part["part"] == "source").expect("a claim has a source");
    assert_eq!(source["written"], "وزير المياه</b> سالم المرعي");

    let table = stage.run(&["locate", "m1", "page.html", "--format", "table"]);
    assert!(table.stdout.contains("page.html:2:"), "{}", table.stdout);
}

#[test]
fn what_is_not_there_is_told() {
    let stage = Stage::new("locate-missing").file("page.html", PAGE).file(
        "two.jsonl",
        "{\"id\":\"a\",\"text\":\"قال الوزير إن السد جاهز.\"}\n{\"id\":\"b\",\"text\":\"قال الوزير إن السد جاهز.\"}\n",
    );
    for (arguments, complaint) in [
        (["locate", "c9", "page.html"].as_slice(), "no claim or mention c9"),
        (&["locate", "c1", "two.jsonl"], "say which with --key, such as --key a"),
        (&["locate", "c1", "two.jsonl", "--key", "z"], "no document with the key \"z\""),
    ] {
        let run = stage.run(arguments);
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains(complaint), "{}", run.stderr);
    }
    let run = stage.run(&["locate", "c1", "two.jsonl", "--key", "b", "--format", "jsonl"]);
    assert_eq!(run.records()[0]["key"], "b");
}

#[test]
fn claims_of_corpus_lines_and_feed_entries_are_shown_where_they_stand() {
    let line = r#"{"id":"a","title":"السد","text":"قال الوزير سالم المرعي إن \"السد\" جاهز للملء."}"#;
    let feed = "<rss version='2.0'><channel><title>نبأ</title><item><title>السد جاهز</title>\
        <description>قال الوزير سالم المرعي إن السد جاهز للملء.</description></item></channel></rss>";
    let stage = Stage::new("locate-lines").file("one.jsonl", line).file("feed.xml", feed);
    for (path, bytes, content) in [
        ("one.jsonl", line, r#"\"السد\" جاهز للملء"#),
        ("feed.xml", &feed[feed.find("<item>").expect("an entry")..], "السد جاهز للملء"),
    ] {
        let found = stage.run(&["locate", "c1", path, "--format", "jsonl"]).records();
        let part = found.iter().find(|part| part["part"] == "content").expect("a claim has content");
        let raw = |index: usize| usize::try_from(part["raw"][index].as_u64().expect("a place")).expect("it fits");
        assert_eq!(&bytes[raw(0)..raw(1)], content, "{path}");
        assert_eq!(part["written"], content, "{path}");
    }
}
