//! Blocks: the lines of a page and what each of them is.

use std::fmt;
use std::ops::Range;

use rawi_text::Span;

/// One block of a document's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is: without the white space around it, never empty.
    pub span: Span,
    /// The class of furniture; set exactly when the kind is [`BlockKind::Furniture`].
    pub furniture: Option<FurnitureClass>,
    /// The id of the rule that made it furniture, a caption or a headline; nothing when the page's own tags said so.
    pub rule: Option<&'static str>,
    /// The words of a photo credit inside a caption, brackets excluded.
    pub credit: Option<Span>,
    /// The index, in the same list, of the earlier block whose words this one repeats.
    pub repeats: Option<usize>,
    /// Which entry of a listing, or update of a live page, it belongs to, counted from 1; nothing for what belongs to all, and on other
    /// pages.
    pub entry: Option<usize>,
    /// The bytes of the capture it was read from, half-open, tags between its words included: see
    /// [`Provenance::raw`](crate::Provenance::raw).
    pub raw: Option<Range<usize>>,
}

impl Block {
    /// A block with nothing but a kind and a place.
    pub fn new(kind: BlockKind, span: Span) -> Block {
        Block { kind, span, furniture: None, rule: None, credit: None, repeats: None, entry: None, raw: None }
    }

    /// A furniture block of this class, by this rule.
    pub fn furniture(class: FurnitureClass, rule: &'static str, span: Span) -> Block {
        Block { furniture: Some(class), rule: Some(rule), ..Block::new(BlockKind::Furniture, span) }
    }

    /// Whether claims may be read from it as running text of the article.
    pub fn is_body(&self) -> bool {
        matches!(
            self.kind,
            BlockKind::Lead | BlockKind::Paragraph | BlockKind::Heading | BlockKind::List | BlockKind::Quote
        )
    }
}

macro_rules! names {
    ($(#[$doc:meta])* $type:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type { $($(#[$variant_doc])* $variant,)+ }

        impl $type {
            /// Every value, in the order declared.
            pub const ALL: &'static [$type] = &[$($type::$variant,)+];

            /// The name used in records and tables, in kebab case.
            pub fn name(self) -> &'static str {
                match self { $($type::$variant => $name,)+ }
            }

            /// The value of this name.
            pub fn named(name: &str) -> Option<$type> {
                match name { $($name => Some($type::$variant),)+ _ => None }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

names! {
    /// What a block is.
    BlockKind {
        /// The title of the article.
        Headline = "headline",
        /// Who wrote it.
        Byline = "byline",
        /// A line of its own that gives place, agency or time.
        Dateline = "dateline",
        /// The standfirst, set apart from the body.
        Lead = "lead",
        /// A paragraph of the body.
        Paragraph = "paragraph",
        /// A heading inside the body.
        Heading = "heading",
        /// The words of one entry of a listing: the beginning of another article.
        Snippet = "snippet",
        /// An entry of a list in the body.
        List = "list",
        /// A block quotation.
        Quote = "quote",
        /// The caption of a picture.
        Caption = "caption",
        /// A row of a table.
        Table = "table",
        /// A post of a social platform shown in the page.
        Embed = "embed",
        /// What belongs to the page and not to the article.
        Furniture = "furniture",
    }
}

names! {
    /// What a piece of furniture is for.
    FurnitureClass {
        /// Links to other articles, their opener («مقالات متعلقة») included.
        Related = "related",
        /// Lists of the most read.
        MostRead = "most-read",
        /// Sharing and following.
        Share = "share",
        /// Print, copy, listen, text size.
        Tools = "tools",
        /// The name of an icon, read out by a copied page.
        IconLabel = "icon-label",
        /// Keywords.
        Tags = "tags",
        /// Menus, sections, breadcrumbs.
        Navigation = "navigation",
        /// Sign in, sign up.
        Login = "login",
        /// Comments, their form and their rules.
        Comment = "comment",
        /// What a form answers.
        FormMessage = "form-message",
        /// Newsletter sign-up.
        Newsletter = "newsletter",
        /// Download our app.
        App = "app",
        /// Appeals for money or membership.
        Donation = "donation",
        /// Copyright and disclaimers.
        Copyright = "copyright",
        /// Polls.
        Poll = "poll",
        /// Weather, prayer times, exchange rates.
        Weather = "weather",
        /// Controls of a player.
        Player = "player",
        /// A running news ticker.
        Ticker = "ticker",
        /// Cookie notices.
        Cookie = "cookie",
        /// Leaked source code.
        Code = "code",
        /// A close button.
        Close = "close",
        /// Advertisements.
        Advertisement = "advertisement",
    }
}
