//! Sentences: runs of tokens.
//!
//! A sentence ends after a terminator with the marks, brackets and reference numbers that close
//! behind it, where what follows can start one ([`Stop`]). An abbreviation ends one only before a
//! word that rarely stands inside a sentence with a capital ([`abbreviation::ends`]). In a block
//! that is a list set in one line, each item is a sentence ([`list`]).

use super::abbreviation::{self, is_starter};
use super::list;
use super::{Token, TokenKind};
use crate::article::Span;

/// A run of a block's tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Index of its first token.
    pub first: u32,
    /// One past the index of its last token; above `first`.
    pub last: u32,
}

impl Sentence {
    /// Its tokens.
    pub fn tokens<'a>(&self, tokens: &'a [Token]) -> &'a [Token] {
        &tokens[self.first as usize..self.last as usize]
    }

    /// Where it stands, in bytes from the block's start.
    pub fn span(&self, tokens: &[Token]) -> Span {
        match self.tokens(tokens) {
            [first, .., last] => Span::new(first.start, last.end),
            [only] => only.span(),
            [] => Span::default(),
        }
    }
}

/// Groups a block's tokens into sentences. Linear in the tokens.
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut first = 0;
    let mut index = 0;
    let mut items = list::items(text, tokens).into_iter().peekable();
    let mut end_at = |first: &mut usize, end: usize| {
        if *first < end && end < tokens.len() {
            found.push(Sentence {
                first: *first as u32,
                last: end as u32,
            });
            *first = end;
        }
    };
    while index < tokens.len() {
        if let Some(item) = items.next_if(|item| item.start <= index) {
            end_at(&mut first, item.start);
            index = index.max(item.end);
            continue;
        }
        index = match tokens[index].kind {
            TokenKind::Terminator | TokenKind::Abbreviation => {
                let stop = Stop::read(text, tokens, first, index);
                if stop.ends_sentence() {
                    end_at(&mut first, stop.end);
                }
                stop.end
            }
            TokenKind::Number if is_label(text, tokens, first, index) => {
                end_at(&mut first, index + 1);
                index + 1
            }
            TokenKind::Dash if breaks_off(text, tokens, index) => {
                end_at(&mut first, index + 1);
                index + 1
            }
            _ => index + 1,
        };
    }
    if first < tokens.len() {
        found.push(Sentence {
            first: first as u32,
            last: tokens.len() as u32,
        });
    }
    found
}

/// The number of a figure before its caption: `Figure 1.4 The map shows …`
fn is_label(text: &str, tokens: &[Token], first: usize, index: usize) -> bool {
    index == first + 1
        && matches!(
            tokens[first].text(text),
            "Figure" | "Table" | "Box" | "Chart"
        )
        && tokens.get(index + 1).is_some_and(|next| {
            let word = next.text(text);
            word.starts_with(char::is_uppercase) && is_starter(word)
        })
}

/// A speaker breaks off and starts anew: `we need a — Do you have one?`
fn breaks_off(text: &str, tokens: &[Token], dash: usize) -> bool {
    let (Some(before), Some(after)) = (dash.checked_sub(1), tokens.get(dash + 1)) else {
        return false;
    };
    let word = after.text(text);
    let last = tokens[before].text(text);
    let spaced = tokens[before].end < tokens[dash].start && tokens[dash].end < after.start;
    // a word in small letters, or half of one: "I kn- — Oh, I know."
    let broken = tokens[before].kind == TokenKind::Word && last.starts_with(char::is_lowercase)
        || last == "-";
    spaced && broken && word != "I" && word.starts_with(char::is_uppercase) && is_starter(word)
}

/// Least bytes of a word in small letters that is no abbreviation nobody listed, so that a sentence
/// can end after it before another small letter: right in 97 of 100 cases on web text where the word
/// has four letters or more, in 62 where it has fewer.
const SHORTEST: usize = 2;

/// A terminator or an abbreviation with what closes behind it.
struct Stop<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// The sentence's first token.
    first: usize,
    /// The terminator.
    at: usize,
    /// One past the last of the terminators: those of `. . .` count as one stop.
    run: usize,
    /// One past what closes behind them.
    end: usize,
}

impl<'a> Stop<'a> {
    fn read(text: &'a str, tokens: &'a [Token], first: usize, at: usize) -> Stop<'a> {
        let mut stop = Stop {
            text,
            tokens,
            first,
            at,
            run: at + 1,
            end: at + 1,
        };
        if tokens[at].kind == TokenKind::Terminator {
            stop.run = stop.run_end();
        }
        stop.end = stop.reference_end(stop.closers_end(stop.run));
        stop
    }

    fn token(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index)
    }

    /// One past the terminators that follow with spaces between: `. . .`, `? !`
    fn run_end(&self) -> usize {
        let is_stop = |t: &Token| t.kind == TokenKind::Terminator && t.end - t.start == 1;
        let from = self.at + 1;
        let more = self.tokens[from..]
            .iter()
            .take_while(|t| is_stop(t))
            .count();
        let touches = self.at > 0 && self.tokens[self.at - 1].end == self.tokens[self.at].start;
        let full = self.tokens[self.at].text(self.text) == ".";
        let ellipsis = self
            .token(from)
            .is_some_and(|t| more == 0 && matches!(t.text(self.text), "..." | "…"));
        match more {
            // a stop, then an ellipsis that begins what follows
            3 if touches && full => from,
            0 if ellipsis && !full => from + 1,
            more => from + more,
        }
    }

    /// One past the marks and brackets that close from `index` on.
    fn closers_end(&self, mut index: usize) -> usize {
        while let Some(token) = self.token(index) {
            let touches = self.tokens[index - 1].end == token.start;
            let spaced_after = self
                .token(index + 1)
                .is_none_or(|next| token.end < next.start);
            let mark = token.text(self.text);
            let closes = match token.kind {
                TokenKind::CloseBracket => true,
                // a closing curly mark closes even behind a space, as in French setting
                TokenKind::DoubleMark if matches!(mark, "”" | "»") => true,
                TokenKind::DoubleMark | TokenKind::SingleMark => {
                    let opens = matches!(mark, "“" | "‘" | "«" | "„" | "‚" | "``");
                    // a straight mark opens where a word touches it from behind only
                    let word_next =
                        !spaced_after && self.token(index + 1).is_some_and(Token::is_word);
                    !opens && !word_next && (touches || spaced_after && self.is_open(mark, index))
                }
                _ => false,
            };
            if !closes {
                break;
            }
            index += 1;
        }
        index
    }

    /// Has the sentence an odd number of this straight mark before `index`?
    fn is_open(&self, mark: &str, index: usize) -> bool {
        const REACH: usize = 400;
        let from = self.first.max(index.saturating_sub(REACH));
        let same = |t: &&Token| t.text(self.text) == mark;
        self.tokens[from..index].iter().filter(same).count() % 2 == 1
    }

    /// One past the references from `index` on: `[12]`, `[a]`, `[…]`, and a bare number of a
    /// note before a word that starts a sentence.
    fn reference_end(&self, mut index: usize) -> usize {
        while let [open, inside, close, ..] = &self.tokens[index..] {
            let word = inside.text(self.text);
            let short = match inside.kind {
                TokenKind::Number => word.len() <= 3,
                TokenKind::Terminator => true,
                _ => word.chars().count() == 1,
            };
            if !(open.text(self.text) == "[" && short && close.text(self.text) == "]") {
                break;
            }
            index += 3;
        }
        if let [number, next, ..] = &self.tokens[index..] {
            let note = number.kind == TokenKind::Number && number.end - number.start <= 2;
            if note && self.at > 0 && self.can_start(next) && is_starter(next.text(self.text)) {
                index += 1;
            }
        }
        index
    }

    /// Is a bracket open since the sentence began?
    fn in_brackets(&self) -> bool {
        let mut depth = 0i32;
        for token in &self.tokens[self.first..self.at] {
            match token.kind {
                TokenKind::OpenBracket => depth += 1,
                TokenKind::CloseBracket => depth -= 1,
                _ => {}
            }
        }
        depth > 0
    }

    fn can_start(&self, token: &Token) -> bool {
        token.text(self.text).starts_with(char::is_uppercase)
    }

    /// Does a sentence end here?
    fn ends_sentence(&self) -> bool {
        let (text, tokens) = (self.text, self.tokens);
        let (Some(next), Some(last)) = (self.token(self.end), self.token(self.end - 1)) else {
            return false;
        };
        if next.kind == TokenKind::Separator || self.at == self.first {
            return false;
        }
        let spaced = last.end < next.start;
        let start = first_word(text, tokens, self.end);
        if tokens[self.at].kind == TokenKind::Abbreviation {
            let ends =
                |word| abbreviation::ends(text, tokens, self.first, (self.at, self.end), word);
            return spaced && start.is_some_and(ends);
        }
        let stop = tokens[self.at].text(text);
        let ideographic = matches!(stop, "。" | "！" | "？");
        if !spaced && !ideographic && !self.can_start(next) {
            return false;
        }
        let before = self.at.checked_sub(1).map(|at| &tokens[at]);
        let after_number =
            before.is_some_and(|b| b.kind == TokenKind::Number && b.end - b.start <= 2);
        // moves of chess and the like: "7.Nf3"
        if !spaced && after_number && !ideographic {
            return false;
        }
        // a list marker ("1." or "a.") belongs to what follows
        if self.at == self.first + 1
            && stop == "."
            && list::is_marker(tokens[self.first].text(text))
        {
            return false;
        }
        // "N°. 12", and letters that stand for a word: "(b. March 2009)"
        let letter = |b: &Token| {
            b.text(text) == "°"
                || b.end - b.start == 1 && b.text(text).starts_with(char::is_lowercase)
        };
        if before.is_some_and(letter) {
            return false;
        }
        let exclaims = stop.contains(['?', '!']);
        let follows = &tokens[self.end..];
        match next.kind {
            // who a quotation is from: `… a long game.” – Ana Ruiz`
            TokenKind::Dash if !start.is_some_and(is_starter) => return false,
            // a title that ends in a mark, and years: "Why Not? (1960)"
            TokenKind::OpenBracket if exclaims => return false,
            TokenKind::OpenBracket if stop == "." => {
                let year = follows.len() > 2
                    && follows[1].kind == TokenKind::Number
                    && follows[2].kind == TokenKind::CloseBracket;
                return !year;
            }
            _ => {}
        }
        let Some(start) = start else {
            return ideographic || next.kind == TokenKind::DoubleMark;
        };
        self.lets_start(stop, next, start)
    }

    /// Can the sentence after a terminator begin with `start`, behind the token `next`?
    fn lets_start(&self, stop: &str, next: &Token, start: &str) -> bool {
        let (text, tokens) = (self.text, self.tokens);
        let closed = tokens[self.run..self.end]
            .iter()
            .any(|t| matches!(t.kind, TokenKind::DoubleMark | TokenKind::SingleMark));
        let bracket = self.at > 0 && tokens[self.at - 1].kind == TokenKind::OpenBracket;
        let ellipsis = stop.starts_with("..") || stop == "…" || self.run - self.at == 3;
        if ellipsis {
            // what was left out inside a sentence, or a voice that trails off and goes on
            let goes_on = start == "I" || start.starts_with(char::is_lowercase);
            return !goes_on && !start.starts_with(char::is_numeric) && !(bracket && closed);
        }
        let exclaims = stop.contains(['?', '!']);
        if start.starts_with(char::is_lowercase) {
            // carelessly written, or inside the sentence: “Really?” she asked; Yahoo! said
            let plain = self.at > 0
                && tokens[self.at - 1].end == tokens[self.at].start
                && tokens[self.at - 1].kind == TokenKind::Word
                && self.end == self.at + 1;
            let word = || tokens[self.at - 1].text(text);
            return plain
                && (stop == "." || exclaims)
                && next.kind != TokenKind::DoubleMark
                && word().starts_with(char::is_lowercase)
                && word().len() >= SHORTEST
                && !self.in_brackets();
        }
        // “Who?” Ana asked – the reporting clause goes on after the quotation
        !(closed && exclaims && reporting_follows(text, tokens, self.end))
    }
}

/// True if a name and a verb of speech that ends the clause follow: `Ana asked.`
fn reporting_follows(text: &str, tokens: &[Token], end: usize) -> bool {
    let window = &tokens[end..tokens.len().min(end + 4)];
    window.iter().skip(1).any(|token| {
        matches!(
            token.text(text),
            "asked"
                | "said"
                | "says"
                | "asks"
                | "shouted"
                | "cried"
                | "replied"
                | "wrote"
                | "added"
                | "wondered"
        )
    })
}

/// The first word or number at or after `index`, behind opening marks and brackets.
fn first_word<'a>(text: &'a str, tokens: &[Token], index: usize) -> Option<&'a str> {
    tokens[index..]
        .iter()
        .take(4)
        .find(|token| token.is_word())
        .map(|token| token.text(text))
}

#[cfg(test)]
mod tests {
    use super::super::Segments;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        let segments = Segments::new(text);
        segments
            .sentences
            .iter()
            .map(|s| s.span(&segments.tokens).slice(text))
            .collect()
    }

    #[test]
    fn abbreviations_initials_and_times() {
        assert_eq!(
            cut("Mr. J. T. Hale met Gov. Ruiz at 5 p.m. The U.S. Senate sat."),
            [
                "Mr. J. T. Hale met Gov. Ruiz at 5 p.m.",
                "The U.S. Senate sat."
            ]
        );
        assert_eq!(
            cut("It costs $3.50. That is all."),
            ["It costs $3.50.", "That is all."]
        );
    }

    #[test]
    fn quotations() {
        assert_eq!(
            cut("“Go.” He went. “Why?” she asked. “No!” Ana said."),
            ["“Go.”", "He went.", "“Why?” she asked.", "“No!” Ana said."]
        );
        assert_eq!(cut("\"Go.\" \"No.\""), ["\"Go.\"", "\"No.\""]);
    }

    #[test]
    fn lists_and_ellipses() {
        assert_eq!(
            cut("1. Open the box. 2. Close it."),
            ["1. Open the box.", "2. Close it."]
        );
        assert_eq!(
            cut("Well … maybe... We left."),
            ["Well … maybe...", "We left."]
        );
    }

    #[test]
    fn what_belongs_to_the_sentence_before() {
        let same = |sentences: &[&str]| assert_eq!(cut(&sentences.join(" ")), sentences);
        same(&["The dam held. [4] [5]", "It was old."]);
        same(&["The dam held (see page 3). 12", "Even so, it leaked."]);
        same(&["It held ? ! ?", "So they say."]);
        same(&["They met \" in the dark . \"", "Nobody knew."]);
        same(&["“A long night.” – Ines Okafor, on the radio"]);
        same(&["He paid $4 [...] and left.", "We stayed."]);
        same(&["She turned . . . and left . . . .", "We stayed."]);
        same(&["I thought ... I knew him."]);
    }

    #[test]
    fn abbreviations_by_what_follows_them() {
        let same = |sentences: &[&str]| assert_eq!(cut(&sentences.join(" ")), sentences);
        same(&["See p. 12 and no. 4 of c. 1840.", "No.", "Not now."]);
        same(&[
            "By 6 a.m. Dr. Hale had left.",
            "He was back at 5 p.m.",
            "Dr. Ruiz stayed.",
        ]);
        same(&[
            "It is 6 in. wide, 3 ft. 2 in. long and weighs 5 lb.",
            "Tove came in.",
            "He sat.",
        ]);
        same(&[
            "It fell in 79 A.D.",
            "Lorn was spared.",
            "She earned her Ph.D.",
            "Tove did not.",
        ]);
        same(&[
            "It is by T. Lind and Albert I. Jones.",
            "So am I.",
            "He wants plan B.",
            "We wait.",
        ]);
        same(&["Write to Tove.Lind@lorn.example today.", "Do it now."]);
    }

    #[test]
    fn careless_writing_and_broken_speech() {
        let same = |sentences: &[&str]| assert_eq!(cut(&sentences.join(" ")), sentences);
        same(&[
            "the pool is closed.",
            "it opens in may!",
            "we hope.",
            "who knows?",
            "not me.",
        ]);
        same(&["“Is it open?” asked nobody.", "(nobody ever does)"]);
        same(&["We need a —", "Do you have one?"]);
        same(&["The harbour (old. but deep) is full."]);
    }

    #[test]
    fn lists_in_one_line() {
        let same = |sentences: &[&str]| assert_eq!(cut(&sentences.join(" ")), sentences);
        same(&["1) Open the box", "2) Close it"]);
        same(&["a. The lock", "b. The key", "c. The door"]);
        same(&["• 9. The lock", "• 10. The key"]);
        same(&["1. It rained, and 2. of the roofs leaked."]);
        same(&["Figure 1.4", "The dam as it was."]);
    }

    proptest! {
        #[test]
        fn every_token_is_in_exactly_one_sentence(text in "([A-Za-z]{1,5}|[.?!…]|[ “”\"'()]|\\PC){0,80}") {
            let segments = Segments::new(&text);
            let mut next = 0;
            for sentence in &segments.sentences {
                prop_assert_eq!(sentence.first, next);
                prop_assert!(sentence.last > sentence.first);
                next = sentence.last;
            }
            prop_assert_eq!(next as usize, segments.tokens.len());
        }
    }
}
