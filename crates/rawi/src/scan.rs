//! One document, scanned: tokens with their senses, lines, sentences and quotations of the article.
//!
//! Names settle here before anything else looks at a word: where the lexicon knows an outlet or a phrase, the tokens inside it
//! are marked ([`Scan::is_settled`]), so that «اليوم السابع» and «روسيا اليوم» are no dates.

use std::ops::Range;

use rawi_page::{BlockKind, Document};
use rawi_text::{Quotation, Span, Text, TokenFlags, Tokens, lines, quotations, sentences};

use crate::lexicon::{Class, Function, Lexicon, NounKind, Sense, WordCache, spelling};
use crate::reading::Zone;

/// A line of the article.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Where it stands.
    pub zone: Zone,
    /// Is it told by the article, and no byline or dateline?
    pub told: bool,
}

/// A document with everything that constructions look at. Token numbers index [`Scan::tokens`].
#[derive(Debug)]
pub struct Scan<'a> {
    /// The document.
    pub document: &'a Document,
    /// The words.
    pub lexicon: &'a Lexicon,
    /// Its text.
    pub text: &'a Text,
    /// All tokens, those of furniture included.
    pub tokens: Tokens,
    /// The lines of the article, furniture and repeats left out.
    pub lines: Vec<Line>,
    /// The sentences of those lines.
    pub sentences: Vec<Range<usize>>,
    /// The quotations of those lines, by opening mark.
    pub quotations: Vec<Quotation>,
    senses: Vec<Sense>,
    at: Vec<(u32, u32)>,
    kinds: Vec<Kinds>,
    settled: Vec<bool>,
}

impl<'a> Scan<'a> {
    /// Scans the document once.
    pub fn new(document: &'a Document, lexicon: &'a Lexicon) -> Scan<'a> {
        Scan::with(document, lexicon, &mut WordCache::default())
    }

    pub(crate) fn with(document: &'a Document, lexicon: &'a Lexicon, cache: &mut WordCache) -> Scan<'a> {
        let text = &document.text;
        let tokens = Tokens::scan(text);
        let mut senses = Vec::with_capacity(tokens.len() * 2);
        let mut at = vec![(0, 0); tokens.len()];
        let mut settled = vec![false; tokens.len()];
        // A text that writes «فى» puts no dots under any final ي.
        let dotted =
            !(0..tokens.len()).any(|n| spelling::tells_dots(tokens.key(n)) && tokens[n].is(TokenFlags::ALIF_MAQSURA));
        let mut article = Vec::new();
        let mut all_sentences = Vec::new();
        let mut all_quotations = Vec::new();
        for block in &document.blocks {
            let zone = match block.kind {
                BlockKind::Furniture => continue,
                _ if block.repeats.is_some() => continue,
                BlockKind::Headline => Zone::Headline,
                BlockKind::Heading => Zone::Heading,
                BlockKind::Lead => Zone::Lead,
                BlockKind::Caption => Zone::Caption,
                BlockKind::List | BlockKind::Table | BlockKind::Quote | BlockKind::Embed => Zone::List,
                BlockKind::Paragraph | BlockKind::Byline | BlockKind::Dateline => Zone::Paragraph,
            };
            let range = tokens.within(block.span);
            for token in range.clone() {
                let from = senses.len() as u32;
                cache.senses(lexicon, text, &tokens, token, dotted, &mut senses);
                // «علي» without the dotless ى is the name, not the preposition.
                if dotted && spelling::is_on_or_ali(tokens.key(token)) && !tokens[token].is(TokenFlags::ALIF_MAQSURA) {
                    let mut kept = from as usize;
                    for n in from as usize..senses.len() {
                        let preposition = senses[n].class == Class::Function && senses[n].len == 1;
                        if !preposition {
                            senses.swap(kept, n);
                            kept += 1;
                        }
                    }
                    senses.truncate(kept);
                }
                at[token] = (from, senses.len() as u32);
            }
            for line in lines(&tokens, range.clone()) {
                all_sentences.extend(sentences(&tokens, line.clone()).into_iter().flat_map(cut));
                article.push(Line {
                    tokens: line,
                    zone,
                    told: !matches!(block.kind, BlockKind::Byline | BlockKind::Dateline),
                });
            }
            settle(&tokens, &senses, &at, range, &mut settled);
        }
        let kinds = at.iter().map(|&(from, to)| Kinds::of(&senses[from as usize..to as usize], lexicon)).collect();
        if let (Some(first), Some(last)) = (article.first(), article.last()) {
            all_quotations = quotations(&tokens, first.tokens.start..last.tokens.end);
        }
        Scan {
            document,
            lexicon,
            text,
            tokens,
            lines: article,
            sentences: all_sentences,
            quotations: all_quotations,
            senses,
            at,
            kinds,
            settled,
        }
    }

    /// The senses of the word at token `at`, phrases that begin there included, longest first.
    pub fn senses(&self, at: usize) -> &[Sense] {
        self.at.get(at).map_or(&[], |&(from, to)| &self.senses[from as usize..to as usize])
    }

    /// The first (longest) sense of that class at token `at`.
    pub fn sense(&self, at: usize, class: Class) -> Option<&Sense> {
        if !self.is(at, class) {
            return None;
        }
        self.senses(at).iter().find(|s| s.class == class)
    }

    /// Has the word at token `at` this class?
    pub fn is(&self, at: usize, class: Class) -> bool {
        self.kinds.get(at).is_some_and(|k| k.classes & 1 << class as u32 != 0)
    }

    /// Is the word at token `at` a common noun of this kind?
    pub fn noun(&self, at: usize, kind: NounKind) -> bool {
        self.kinds.get(at).is_some_and(|k| k.nouns & 1 << kind as u8 != 0)
    }

    /// The sense of the word at token `at` as this closed-class word.
    pub fn function(&self, at: usize, function: Function) -> Option<&Sense> {
        if self.kinds.get(at).is_none_or(|k| k.functions & 1 << function as u64 == 0) {
            return None;
        }
        self.senses(at).iter().find(|s| s.class == Class::Function && self.lexicon.functions[s.row()] == function)
    }

    /// Is token `at` inside a settled name, so that its words stand for nothing else?
    pub fn is_settled(&self, at: usize) -> bool {
        self.settled.get(at).copied().unwrap_or(false)
    }

    /// The folded key of token `at`.
    pub fn key(&self, at: usize) -> &str {
        self.tokens.key(at)
    }

    /// Is token `at` this punctuation mark?
    pub fn mark(&self, at: usize, mark: char) -> bool {
        self.tokens.is_mark(at, mark)
    }

    /// The span of a non-empty range of tokens.
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        self.tokens.span(range)
    }

    /// The characters of a range of tokens.
    pub fn words(&self, range: Range<usize>) -> &str {
        self.span(range).map_or("", |s| &self.text[s])
    }

    /// Has token `at` this flag?
    pub fn flag(&self, at: usize, flag: TokenFlags) -> bool {
        self.tokens.token(at).is_some_and(|t| t.is(flag))
    }
}

/// The longest sentence that is read as one, in tokens. No writer means a longer one; a file without a full stop does, and every step that looks
/// over a sentence would grow with its square.
const LONGEST_SENTENCE: usize = 512;

fn cut(sentence: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = sentence.end;
    sentence.step_by(LONGEST_SENTENCE).map(move |start| start..(start + LONGEST_SENTENCE).min(end))
}

/// What a token can be, one bit a class, so that most questions end without a look at its senses.
#[derive(Clone, Copy, Debug, Default)]
struct Kinds {
    classes: u32,
    functions: u64,
    nouns: u8,
}

impl Kinds {
    fn of(senses: &[Sense], lexicon: &Lexicon) -> Kinds {
        let mut kinds = Kinds::default();
        for sense in senses {
            kinds.classes |= 1 << sense.class as u32;
            match sense.class {
                Class::Function => kinds.functions |= 1 << lexicon.functions[sense.row()] as u64,
                Class::Noun => kinds.nouns |= 1 << lexicon.common[sense.row()] as u8,
                _ => {}
            }
        }
        kinds
    }
}

/// Marks the tokens of multiword outlets and of outlets that cannot be anything else: introduced by a medium word or in quotation
/// marks.
fn settle(tokens: &Tokens, senses: &[Sense], at: &[(u32, u32)], range: Range<usize>, settled: &mut [bool]) {
    let of =
        |token: usize| at.get(token).map_or(&[][..], |&(from, to): &(u32, u32)| &senses[from as usize..to as usize]);
    for token in range.clone() {
        let Some(outlet) = of(token).iter().find(|s| s.class == Class::Outlet) else { continue };
        let quoted = token > range.start && matches!(tokens.key(token - 1), "\"" | "«" | "“" | "”");
        let before = if quoted { token.checked_sub(2) } else { token.checked_sub(1) };
        let introduced = before.is_some_and(|b| b >= range.start && of(b).iter().any(|s| s.class == Class::Channel));
        if outlet.len > 1 || quoted || introduced {
            let end = (token + outlet.len as usize).min(range.end);
            settled[token..end].fill(true);
        }
    }
}
