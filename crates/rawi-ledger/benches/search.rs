//! How long a search takes in a large ledger: `cargo bench -p rawi-ledger --bench search -- [CLAIMS] [FOLDER]`, one million claims where nothing is said.
//!
//! The claims are made up: words of the built-in tables, drawn by Zipf's law, a tenth of them with و or ال before, five claims a document, one number
//! in thirty words. So the vocabulary is poorer and more repetitive than that of newspapers; take the figures as an order of magnitude. A folder that is
//! there is searched as it is.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::type_complexity,
    reason = "a benchmark reads the clock and prints"
)]

use std::fmt::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rawi_ledger::Ledger;
use rawi_ledger::search::{Among, Index, Order, Query};
use rawi_lexicon::Tables;
use rusqlite::{Connection, params};

const PER_DOCUMENT: usize = 5;

/// So many different queries of each sort.
const QUERIES: usize = 60;

/// Xorshift: the same numbers in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }
}

/// Words in the order of how often they are drawn.
struct Vocabulary {
    words: Vec<String>,
    /// The sum of the shares up to each word.
    sums: Vec<f64>,
}

impl Vocabulary {
    fn new() -> Vocabulary {
        let tables = Tables::builtin();
        let column = |name: &str, columns: &[&str], column: &str| -> Vec<String> {
            let table = tables.table(name, columns).expect("the tables are good");
            table
                .rows()
                .iter()
                .flat_map(|row| row.list(column))
                .filter(|word| !word.contains(' '))
                .map(str::to_owned)
                .collect()
        };
        let mut words = column("grammar/function", &["class", "arabic"], "arabic");
        words.truncate(40);
        let mut rest = column("grammar/noun", &["kind", "gender", "arabic"], "arabic");
        rest.extend(column("grammar/verb", &["past", "present", "participle", "masdar"], "past"));
        rest.extend(column("place/city", &["country", "arabic"], "arabic"));
        let mut numbers = Numbers(7);
        for at in (1..rest.len()).rev() {
            rest.swap(at, numbers.below(at + 1));
        }
        words.extend(rest);
        let mut sum = 0.0;
        let sums = (0..words.len()).map(|rank| {
            sum += 1.0 / (rank as f64 + 3.0);
            sum
        });
        Vocabulary { sums: sums.collect(), words }
    }

    fn draw(&self, numbers: &mut Numbers) -> &str {
        let total = self.sums.last().copied().unwrap_or_default();
        let at = numbers.below(1 << 40) as f64 / (1_u64 << 40) as f64 * total;
        &self.words[self.sums.partition_point(|&sum| sum < at).min(self.words.len() - 1)]
    }

    fn sentence(&self, numbers: &mut Numbers, out: &mut String) {
        for nth in 0..10 + numbers.below(13) {
            if nth > 0 {
                out.push(' ');
            }
            match numbers.below(30) {
                0 => {
                    let _ = write!(out, "{}", numbers.below(3000));
                }
                1 => out.push('\u{648}'),
                2 => out.push_str("\u{627}\u{644}"),
                _ => {}
            }
            out.push_str(self.draw(numbers));
        }
    }
}

/// Fills the ledger, past the engine: reading a million claims is another matter.
fn fill(ledger: &Ledger, vocabulary: &Vocabulary, claims: usize) -> rusqlite::Result<()> {
    let mut db = Connection::open(ledger.folder().join("ledger.sqlite"))?;
    db.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;")?;
    let mut numbers = Numbers(42);
    let transaction = db.transaction()?;
    {
        let mut document = transaction.prepare(
            "INSERT INTO document (sha256, url, key, path, outlet, language, published, day, headline, text, chain)
             VALUES (?1, '', ?1, 'bench', ?2, 'ar', ?3, ?3, NULL, ?4, ?5)",
        )?;
        let mut reading = transaction.prepare(
            "INSERT INTO reading (document, engine, record, gist, sketch) VALUES (?, 'bench', '{}', x'', x'')",
        )?;
        let mut claim = transaction.prepare(
            "INSERT INTO claim (uid, document, nth, rule, cue, lemma, source, who, content, spans, start, \"end\", act, polarity,
                                form, naming, anonymity, zone, said, said_last, origin, shape, roles)
             VALUES (?, ?, ?, 'bench', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'direct', 'named', ?, 'body', ?, ?, ?, x'', x'')",
        )?;
        let (acts, polarities) = (["state", "deny", "confirm", "accuse"], ["asserted", "asserted", "denied"]);
        for n in 0..claims.div_ceil(PER_DOCUMENT) {
            let mut text = String::new();
            let mut spans = Vec::new();
            for _ in 0..PER_DOCUMENT {
                let start = text.len();
                vocabulary.sentence(&mut numbers, &mut text);
                spans.push((start, text.len()));
                text.push_str(".\n");
            }
            let outlet = &vocabulary.words[60 + numbers.below(200)];
            let day =
                format!("20{:02}-{:02}-{:02}", 15 + numbers.below(10), 1 + numbers.below(12), 1 + numbers.below(28));
            let sha256 = format!("{n:016x}");
            let seq = document.insert(params![sha256, outlet, day, text, sha256.as_bytes()])?;
            reading.execute([seq])?;
            for (nth, &(start, end)) in spans.iter().enumerate() {
                let cue = vocabulary.draw(&mut numbers).to_owned();
                let who = format!("{} {}", vocabulary.draw(&mut numbers), vocabulary.draw(&mut numbers));
                let uid = format!("{:016x}", numbers.next());
                claim.execute(params![
                    uid,
                    seq,
                    nth,
                    cue,
                    cue,
                    who,
                    who,
                    &text[start..end],
                    format!("[[{start},{end}]]"),
                    start,
                    end,
                    acts[numbers.below(acts.len())],
                    polarities[numbers.below(polarities.len())],
                    numbers.below(6),
                    day,
                    day,
                    format!("outlet/{outlet}"),
                ])?;
            }
        }
    }
    transaction.commit()
}

/// The time of each query, in order.
fn times(index: &Index, ledger: &Ledger, queries: &[Query]) -> (Vec<Duration>, usize) {
    let mut hits = 0;
    let mut times = Vec::new();
    for query in queries {
        let start = Instant::now();
        let found = index.search(ledger, query).expect("it can be searched");
        times.push(start.elapsed());
        hits += found.total;
    }
    times.sort_unstable();
    (times, hits / queries.len().max(1))
}

fn report(name: &str, times: &[Duration], hits: usize) {
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1000.0;
    println!("| {name} | {hits} | {:.1} | {:.1} | {:.1} |", at(50), at(95), at(100));
}

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let claims = asked.first().and_then(|claims| claims.parse().ok()).unwrap_or(1_000_000);
    let folder = asked.get(1).map_or_else(|| std::env::temp_dir().join(format!("rawi-search-{claims}")), PathBuf::from);
    let vocabulary = Vocabulary::new();
    let made = !folder.exists();
    let ledger = Ledger::open_or_make(&folder).expect("the folder can be written");
    if made {
        let start = Instant::now();
        fill(&ledger, &vocabulary, claims).expect("there is room");
        println!("{claims} claims written in {:.0} s", start.elapsed().as_secs_f64());
    }
    for nth in ["made, brought up to date or checked", "checked"] {
        let start = Instant::now();
        Index::open(&ledger).expect("it can be made");
        println!("index {nth} in {:.2} s", start.elapsed().as_secs_f64());
    }
    let index = Index::open(&ledger).expect("it is there");

    let mut numbers = Numbers(1234);
    let mut from =
        |ranks: std::ops::Range<usize>| vocabulary.words[ranks.start + numbers.below(ranks.end - ranks.start)].clone();
    let mut many = |make: &mut dyn FnMut(&mut dyn FnMut(std::ops::Range<usize>) -> String) -> Query| -> Vec<Query> {
        (0..QUERIES).map(|_| Query { limit: 20, ..make(&mut from) }).collect()
    };
    let words = |words: String| Query { words, ..Query::default() };
    let year = Some((Some(18_262), Some(18_627)));
    let sorts: Vec<(&str, Vec<Query>)> = vec![
        ("one of the commonest words", many(&mut |from| words(from(0..10)))),
        ("common word", many(&mut |from| words(from(40..100)))),
        ("mid word", many(&mut |from| words(from(300..1000)))),
        ("rare word", many(&mut |from| words(from(4000..9000)))),
        ("common and mid word", many(&mut |from| words(format!("{} {}", from(40..100), from(300..1000))))),
        ("three words", many(&mut |from| words(format!("{} {} {}", from(0..40), from(0..100), from(40..300))))),
        ("phrase of two", many(&mut |from| words(format!("\u{AB}{} {}\u{BB}", from(0..40), from(40..300))))),
        (
            "common word, exact",
            many(&mut |from| Query { level: rawi_ledger::search::Level::Exact, ..words(from(40..100)) }),
        ),
        ("common word, one year", many(&mut |from| Query { published: year, ..words(from(40..100)) })),
        (
            "common word, one year, newest",
            many(&mut |from| Query { published: year, order: Order::Published, ..words(from(40..100)) }),
        ),
        (
            "word of the source, denied",
            many(&mut |from| Query {
                source: Some(from(40..300)),
                polarity: Some(rawi::reading::Polarity::Denied),
                ..Query::default()
            }),
        ),
        ("common word in documents", many(&mut |from| Query { among: Among::Documents, ..words(from(40..100)) })),
    ];
    println!("\n| query, first 20 hits | hits, mean | p50 ms | p95 ms | max ms |\n|---|---:|---:|---:|---:|");
    let mut all = Vec::new();
    for (name, queries) in &sorts {
        // Once cold, for the cache of the disk.
        times(&index, &ledger, &queries[..5]);
        let (seen, hits) = times(&index, &ledger, queries);
        report(name, &seen, hits);
        all.extend(seen);
    }
    all.sort_unstable();
    report("all", &all, 0);
}
