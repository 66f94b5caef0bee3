//! `rawi profile`: the lines of a site, learned and used.

use std::fs;

use crate::stage::Stage;

const STORIES: [&str; 4] = [
    "قال وزير المياه سالم المرعي إن السد الجديد جاهز للملء قبل نهاية الصيف المقبل.",
    "ونفت نقابة المزارعين في نهاوند ذلك، وقالت إن القنوات لم تحفر بعد وإن المال نفد.",
    "يعبر الجسر كل يوم مئات من سكان القرى بعد سنوات طويلة من الانتظار والوعود.",
    "أغلقت أمطار غزيرة طريق الجبل ليومين قبل أن تفتحه البلدية صباح أمس للناس.",
];
const OWN: &str = "هذه الزاوية مفتوحة لقراء سنديان من كل الأعمار وفي كل المدن والقرى.";

fn page(at: usize) -> String {
    format!(
        "<html lang=ar><head><title>خبر {at} عن الماء</title><link rel=canonical href=\"https://www.sindyan.example/{at}\"></head><body>\
         <h1>خبر {at} عن الماء</h1><article><p>{} ({at})</p><p>{OWN}</p><p>{} ({at})</p><p>نقلت الخبر وكالة مرسى وأكدت أن مصادرها في الوزارة تحدثت إليها.</p></article></body></html>",
        STORIES[at % 4],
        STORIES[(at + 1) % 4],
    )
}

fn stage(name: &str) -> Stage {
    (0..12).fold(Stage::new(name), |stage, at| stage.file(&format!("pages/{at:02}.html"), page(at)))
}

#[test]
fn lines_that_come_again_are_learned_and_then_furniture() {
    let stage = stage("profile").file("new.html", page(77));
    let run = stage.run(&["profile", "pages", "-o", "site.tsv"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let table = fs::read_to_string(stage.path("site.tsv")).expect("a profile");
    assert!(table.contains("sindyan.example\t12\t12\t"), "{table}");
    assert!(!table.contains("مرسي"), "a line that reports is the article's: {table}");
    let kind = |arguments: &[&str]| {
        let record = stage.run(arguments).records().remove(0);
        let text: Vec<char> = record["document"]["text"].as_str().expect("a text").chars().collect();
        let blocks = record["document"]["blocks"].as_array().expect("blocks");
        let own = blocks.iter().find(|block| {
            let place = |at: usize| usize::try_from(block["span"][at].as_u64().expect("a number")).expect("it fits");
            text[place(0)..place(1)].iter().collect::<String>() == OWN
        });
        let own = own.expect("the line");
        (own["kind"].as_str().expect("a kind").to_owned(), own["rule"].clone())
    };
    assert_eq!(kind(&["read", "new.html", "--format", "jsonl"]).0, "paragraph");
    let (kind, rule) = kind(&["read", "new.html", "--format", "jsonl", "--profile", "site.tsv"]);
    assert_eq!((kind.as_str(), rule.as_str()), ("furniture", Some("site-profile")));
}

#[test]
fn a_profile_is_the_same_for_any_number_of_threads_and_knows_its_host() {
    let stage = stage("profile-threads");
    let one = stage.run(&["profile", "pages", "--threads", "1"]);
    let many = stage.run(&["profile", "pages", "--threads", "5", "--host", "www.sindyan.example"]);
    assert_eq!(one.stdout, many.stdout);
    assert!(one.stdout.starts_with("# Lines that come again"), "{}", one.stdout);
    let other = stage.run(&["profile", "pages", "--host", "khabar.example"]);
    assert_eq!(other.code, Some(2));
    assert!(other.stderr.contains("no page of a known host among 12"), "{}", other.stderr);
}

#[test]
fn what_is_no_profile_is_told() {
    let stage = stage("profile-bad").file("bad.tsv", "sindyan.example\tx\t3\tshare\tشارك\n");
    let run = stage.run(&["read", "pages", "--profile", "bad.tsv"]);
    assert_eq!(run.code, Some(3));
    assert!(run.stderr.contains("bad.tsv:1: pages is \"x\"; expected a number"), "{}", run.stderr);
    let run = stage.run(&["read", "pages", "--profile", "none.tsv"]);
    assert!(
        run.stderr.contains("none.tsv: cannot be read: no such file or directory; expected a profile"),
        "{}",
        run.stderr
    );
}
