//! The result types: what the stages find in an article.
//!
//! All of them are plain data. They carry no ids: the review gives a mark its id when it first
//! sees it ([`crate::review`]), so that full and incremental analysis are equal mark for mark.
//! Every span counts UTF-8 bytes; every confidence is a probability from 0 to 1.

use crate::article::Span;

/// Declares an enum whose variants have a fixed token, used in JSON and on the command line,
/// and a fixed number (their order), used in typed arrays.
macro_rules! tokens {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $token:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        pub enum $name {
            $($(#[$variant_meta])* #[cfg_attr(feature = "serde", serde(rename = $token))] $variant,)+
        }

        impl $name {
            /// All values, in the order of their numbers.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The token that stands for it in JSON and on the command line.
            pub const fn token(self) -> &'static str {
                match self { $($name::$variant => $token),+ }
            }

            /// Reads a token.
            pub fn from_token(token: &str) -> Option<$name> {
                match token { $($token => Some($name::$variant),)+ _ => None }
            }

            /// The number that stands for it in typed arrays.
            pub const fn number(self) -> u32 {
                self as u32
            }

            /// Reads a number.
            pub fn from_number(number: u32) -> Option<$name> {
                $name::ALL.get(number as usize).copied()
            }
        }
    };
}
pub(crate) use tokens;

tokens! {
    /// What kind of furniture a block or a stretch is.
    Category {
        /// A request for money or a subscription.
        Appeal = "appeal",
        /// A prompt to get a newsletter, an app or an account.
        Signup = "signup",
        /// An advertisement or its label.
        Advertisement = "advertisement",
        /// The words under a picture or film.
        Caption = "caption",
        /// Who made a picture, or who else worked on the text.
        Credit = "credit",
        /// Who wrote the article.
        Byline = "byline",
        /// Place, date and agency at the head of a paragraph.
        Dateline = "dateline",
        /// When the article was published or changed.
        Timestamp = "timestamp",
        /// The publication's name, motto or logo text.
        Masthead = "masthead",
        /// The name of a section or topic.
        Section = "section",
        /// A pointer to one other article inside the text.
        ReadMore = "read_more",
        /// A list of other articles, or its heading.
        Related = "related",
        /// A prompt to share, print or save.
        Share = "share",
        /// Readers' comments, or the prompt for them.
        Comments = "comments",
        /// Menus, breadcrumbs, "back to top".
        Navigation = "navigation",
        /// Copyright, terms, cookie notices.
        Legal = "legal",
        /// A note of what was corrected.
        Correction = "correction",
        /// A label that belongs to a picture or control ("open image in gallery").
        Label = "label",
        /// A second copy of something, such as the headline.
        Duplicate = "duplicate",
        /// Furniture of no other kind.
        Other = "other",
    }
}

tokens! {
    /// Whether a block is part of the article.
    Role {
        /// Part of the article.
        Content = "content",
        /// Furniture.
        Boilerplate = "boilerplate",
    }
}

tokens! {
    /// What a stretch in quotation marks is.
    QuoteKind {
        /// A whole utterance.
        Direct = "direct",
        /// A fragment inside a reported sentence.
        Mixed = "mixed",
        /// A term held at arm's length, a title, a nickname: nobody speaks.
        Scare = "scare",
    }
}

tokens! {
    /// How the content of an attribution is given.
    AttributionKind {
        /// All in quotation marks.
        Direct = "direct",
        /// Partly in quotation marks.
        Mixed = "mixed",
        /// In the article's own words.
        Indirect = "indirect",
    }
}

tokens! {
    /// Whether the source stands behind the content.
    Stance {
        /// The source says it.
        Asserted = "asserted",
        /// The source denies it, or is said not to have said it.
        Negated = "negated",
        /// The source would not say ("declined to comment on").
        Refused = "refused",
        /// Said only if something holds ("if she says").
        Conditional = "conditional",
        /// Asked, not claimed.
        Question = "question",
    }
}

/// A block's label: is it part of the article, and if not, what is it?
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct BlockLabel {
    /// Content or furniture.
    pub role: Role,
    /// Which furniture; `None` for content.
    pub category: Option<Category>,
    /// How sure the role is.
    pub confidence: f32,
}

/// A furniture block, or a stretch of furniture inside a content block.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Boilerplate {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub category: Category,
    /// How sure that is.
    pub confidence: f32,
}

/// A stretch in quotation marks, or a block quotation.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Quote {
    /// The words with their marks; one span a paragraph, and more where furniture stands
    /// between.
    pub spans: Vec<Span>,
    /// Direct, mixed or scare.
    pub kind: QuoteKind,
    /// Index of the attribution that says who speaks.
    pub attribution: Option<u32>,
    /// True if it stands in furniture.
    pub in_boilerplate: bool,
    /// How sure the kind is.
    pub confidence: f32,
}

/// How sure an attribution and its parts are.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AttributionConfidence {
    /// That there is an attribution with this cue.
    pub attribution: f32,
    /// That the source is right, given the attribution.
    pub source: f32,
    /// That the content is right, given the attribution.
    pub content: f32,
}

/// Who said, wrote, thought or showed what.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Attribution {
    /// Direct, mixed or indirect.
    #[cfg_attr(feature = "serde", serde(rename = "type"))]
    pub kind: AttributionKind,
    /// What is attributed, in pieces if interrupted; never empty.
    pub content: Vec<Span>,
    /// The words that attribute it ("said in a statement"); empty for a bare quotation that
    /// continues the one before, and for a turn of an interview ("Ana Ruiz: It holds."), whose
    /// source is its label.
    pub cue: Vec<Span>,
    /// Who it is attributed to; empty where nobody is named ("reportedly").
    pub source: Vec<Span>,
    /// Index of the speaker that the source resolves to.
    pub speaker: Option<u32>,
    /// Whether the source stands behind it.
    pub stance: Stance,
    /// Index of the attribution whose content this one stands in.
    pub parent: Option<u32>,
    /// How sure it is.
    pub confidence: AttributionConfidence,
}

/// One entity behind all its mentions.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Speaker {
    /// The fullest name or description in the article.
    pub name: String,
    /// Where it is mentioned, in order.
    pub mentions: Vec<Span>,
    /// Index of the speaker that this one speaks for (a spokesperson's ministry).
    pub speaks_for: Option<u32>,
}
