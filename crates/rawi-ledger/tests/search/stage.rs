//! A ledger in a folder of its own, and articles to put in.

use std::path::{Path, PathBuf};

use rawi::{Lexicon, Reader};
use rawi_ledger::search::{Found, Hit, Query};
use rawi_ledger::{Entry, Ledger};
use rawi_lexicon::Tables;
use rawi_page::{FurnitureLexicon, Hints};

/// Four articles of invented people and places, one JSON object a line.
pub(crate) const NEWS: &str = r#"
{"id":"dam","outlet":"وكالة نهاوند","published":"2024-03-10","title":"السد جاهز","text":"قال وزير المياه سالم المرعي إن السد الجديد جاهز للتشغيل. وأضاف أن الحكومة أنفقت 250 مليون دولار على المشروع. وحضرت المدرسة القديمة حفلا صغيرا."}
{"id":"denial","outlet":"صحيفة المرفأ","published":"2024-03-12","title":"نفي حكومي","text":"نفى المتحدث باسم الحكومة علي الهادي وقوع انهيار في السد. وقال مصدر مطلع إن ثلاثة عمال أصيبوا في دمشق أول أمس."}
{"id":"school","outlet":"صحيفة المرفأ","published":"2024-04-02","title":"مدارس","text":"أكدت وزيرة التعليم هند الصافي أن مدرسه جديدة ستفتح في حلب. وأوضحت أن المدرسة تتسع لـ 1200 طالب."}
{"id":"vague","outlet":"قناة التل","published":"2024-04-05","title":"تحذير","text":"حذر خبراء من أن جسر القلعة لا يصلح. وقالوا إن الجسر على وشك الانهيار، وللحكومة أن تغلقه."}
"#;

pub(crate) struct Stage {
    pub(crate) folder: PathBuf,
    furniture: FurnitureLexicon,
    lexicon: Lexicon,
}

impl Stage {
    /// An empty folder, named after the test.
    pub(crate) fn new(name: &str) -> Stage {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&folder);
        let tables = Tables::builtin();
        let furniture = FurnitureLexicon::new(&tables).expect("the tables are good");
        let lexicon = Lexicon::new(&tables).expect("the tables are good");
        Stage { folder, furniture, lexicon }
    }

    pub(crate) fn entries(&self, corpus: &str) -> Vec<Entry> {
        let mut reader = Reader::new(&self.lexicon);
        let hints = Hints { path: "news.jsonl".to_owned(), ..Hints::default() };
        rawi_page::read(corpus.trim_start().as_bytes(), &hints, &self.furniture)
            .map(|document| {
                let document = document.expect("the line is good");
                let (reading, outline) = reader.outlined(&document);
                Entry::of(&document, &reading, &outline, "test")
            })
            .collect()
    }

    /// The ledger, with these articles in it and no index yet.
    pub(crate) fn ledger(&self, corpus: &str) -> Ledger {
        let mut ledger = Ledger::open_or_make(&self.folder).expect("it opens");
        ledger.add(&self.entries(corpus)).expect("there is room");
        ledger
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.folder.join("index")
    }
}

/// A query for words.
pub(crate) fn words(words: &str) -> Query {
    Query { words: words.to_owned(), limit: 20, ..Query::default() }
}

#[track_caller]
pub(crate) fn search(ledger: &Ledger, query: &Query) -> Found {
    ledger.search(query).expect("it can be searched")
}

/// The documents and ids of hits, such as `dam c1`.
#[track_caller]
pub(crate) fn found(ledger: &Ledger, query: &Query) -> Vec<String> {
    search(ledger, query).hits.iter().map(place).collect()
}

pub(crate) fn place(hit: &Hit) -> String {
    match &hit.claim {
        Some(claim) => format!("{} {}", hit.key, claim.id),
        None => hit.key.clone(),
    }
}
