//! Where a sentence can end: a terminator or an abbreviation with what closes behind it, and
//! whether what follows starts another sentence.

use super::abbreviation::{self, is_starter, opens_sentence};
use super::list;
use super::{Token, TokenKind};

/// Least bytes of a word in small letters that is no abbreviation nobody listed, so that a sentence
/// can end after it before another small letter: right in 97 of 100 cases on web text where the word
/// has four letters or more, in 62 where it has fewer.
const SHORTEST: usize = 2;

/// How many tokens back an open mark or bracket is looked for: bounds the cost of a sentence that
/// never ends.
const REACH: usize = 400;

/// A terminator or an abbreviation with what closes behind it.
pub(super) struct Stop<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// The sentence's first token.
    first: usize,
    /// The terminator.
    at: usize,
    /// One past the last of the terminators: those of `. . .` count as one stop.
    run: usize,
    /// One past what closes behind them.
    pub end: usize,
}

impl<'a> Stop<'a> {
    /// Reads the stop at the token `at`, in a sentence that began at `first`.
    pub fn read(text: &'a str, tokens: &'a [Token], first: usize, at: usize) -> Stop<'a> {
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

    /// The terminator's text.
    fn mark(&self) -> &'a str {
        self.tokens[self.at].text(self.text)
    }

    fn exclaims(&self) -> bool {
        self.mark().contains(['?', '!'])
    }

    /// The token before the terminator, in the block.
    fn before(&self) -> Option<&'a Token> {
        self.at.checked_sub(1).map(|at| &self.tokens[at])
    }

    /// Does the terminator touch what stands before it?
    fn touches(&self) -> bool {
        self.before()
            .is_some_and(|before| before.end == self.tokens[self.at].start)
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
        let ellipsis = self
            .token(from)
            .is_some_and(|t| more == 0 && matches!(t.text(self.text), "..." | "…"));
        let full = self.mark() == ".";
        match more {
            // a stop, then an ellipsis that begins what follows
            3 if self.touches() && full => from,
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
            if note && self.before().is_some() && opens_sentence(next.text(self.text)) {
                index += 1;
            }
        }
        index
    }

    /// Is a bracket open since the sentence began?
    fn in_brackets(&self) -> bool {
        let mut depth = 0i32;
        let from = self.first.max(self.at.saturating_sub(REACH));
        for token in &self.tokens[from..self.at] {
            match token.kind {
                TokenKind::OpenBracket => depth += 1,
                TokenKind::CloseBracket => depth -= 1,
                _ => {}
            }
        }
        depth > 0
    }

    /// Does a sentence end here?
    pub fn ends_sentence(&self) -> bool {
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
        let stop = self.mark();
        let ideographic = matches!(stop, "。" | "！" | "？");
        if !spaced && !ideographic && !next.text(text).starts_with(char::is_uppercase) {
            return false;
        }
        let before = self.before();
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
        let follows = &tokens[self.end..];
        match next.kind {
            // who a quotation is from: `… a long game.” – Ana Ruiz`
            TokenKind::Dash if !start.is_some_and(is_starter) => return false,
            // a title that ends in a mark, and years: "Why Not? (1960)"
            TokenKind::OpenBracket if self.exclaims() => return false,
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
        self.lets_start(next, start)
    }

    /// Can the sentence after a terminator begin with `start`, behind the token `next`?
    fn lets_start(&self, next: &Token, start: &str) -> bool {
        let (text, tokens) = (self.text, self.tokens);
        let stop = self.mark();
        let closed = tokens[self.run..self.end]
            .iter()
            .any(|t| matches!(t.kind, TokenKind::DoubleMark | TokenKind::SingleMark));
        let is_bracket = |t: &Token| t.kind == TokenKind::OpenBracket;
        let bracket = self.before().is_some_and(is_bracket);
        let ellipsis = stop.starts_with("..") || stop == "…" || self.run - self.at == 3;
        if ellipsis {
            // what was left out inside a sentence, or a voice that trails off and goes on
            let goes_on = start == "I" || start.starts_with(char::is_lowercase);
            return !(goes_on || start.starts_with(char::is_numeric) || bracket && closed);
        }
        if start.starts_with(char::is_lowercase) {
            // carelessly written, or inside the sentence: “Really?” she asked; Yahoo! said
            let plain_word = |t: &Token| {
                let word = t.text(text);
                t.kind == TokenKind::Word
                    && word.starts_with(char::is_lowercase)
                    && word.len() >= SHORTEST
            };
            return self.touches()
                && self.before().is_some_and(plain_word)
                && self.end == self.at + 1
                && (stop == "." || self.exclaims())
                && next.kind != TokenKind::DoubleMark
                && !self.in_brackets();
        }
        // “Who?” Ana asked – the reporting clause goes on after the quotation
        !(closed && self.exclaims() && reporting_follows(text, tokens, self.end))
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
