//! The clock that orders events.
//!
//! A hybrid logical clock: the wall clock's milliseconds while it runs forward, and a counter
//! where it stands still or goes back, so that what a person does later is always later, also
//! after reading in events from a machine whose clock is ahead.

/// When something happened, for ordering.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    /// Milliseconds since 1970, or later where the wall clock was behind.
    pub milliseconds: u64,
    /// Orders events of one millisecond.
    pub counter: u32,
}

impl Clock {
    /// How far ahead of the wall clock an event may be when it is read in, in milliseconds:
    /// 100 years. A machine whose date is wrong keeps what was decided on it, and as the limit
    /// moves on with the wall clock, no hostile event can sit at the end of time, where nothing
    /// could come after it.
    pub const MAX_AHEAD: u64 = 100 * 366 * 86_400_000;

    /// The latest time that JavaScript's `Date` can hold, in milliseconds since 1970.
    pub const LATEST: u64 = 8_640_000_000_000_000;

    /// The time for the next event: after this one, and not before the wall clock.
    pub fn next(self, wall: u64) -> Clock {
        if wall > self.milliseconds {
            return Clock {
                milliseconds: wall,
                counter: 0,
            };
        }
        match self.counter.checked_add(1) {
            Some(counter) => Clock { counter, ..self },
            None => Clock {
                milliseconds: self.milliseconds.saturating_add(1),
                counter: 0,
            },
        }
    }
}

/// A time in milliseconds since 1970 as ISO 8601 in UTC, for people to read:
/// `2026-11-22T03:00:00.000Z`. Times beyond [`Clock::LATEST`] count as that.
pub(super) fn iso_8601(milliseconds: u64) -> String {
    let milliseconds = milliseconds.min(Clock::LATEST);
    let (days, rest) = (milliseconds / 86_400_000, milliseconds % 86_400_000);
    let (year, month, day) = civil(days);
    // ISO 8601 wants a sign and six digits beyond the year 9999.
    let year = if year > 9999 {
        format!("+{year:06}")
    } else {
        format!("{year:04}")
    };
    format!(
        "{year}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:03}Z",
        rest / 3_600_000,
        rest / 60_000 % 60,
        rest / 1000 % 60,
        rest % 1000
    )
}

/// Year, month and day of a number of days since 1970, by the Gregorian calendar. Counts years
/// from March, so that the leap day is a year's last.
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_goes_back() {
        let mut clock = Clock::default();
        for wall in [5, 5, 3, 9, 0, u64::MAX, 1] {
            let next = clock.next(wall);
            assert!(next > clock, "{next:?} after {clock:?}");
            clock = next;
        }
        let full = Clock {
            milliseconds: 7,
            counter: u32::MAX,
        };
        assert!(full.next(7) > full);
    }

    #[test]
    fn dates_are_the_calendar_s() {
        for (milliseconds, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_709_251_199_999, "2024-02-29T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (Clock::LATEST, "+275760-09-13T00:00:00.000Z"),
            (u64::MAX, "+275760-09-13T00:00:00.000Z"),
        ] {
            assert_eq!(iso_8601(milliseconds), text);
        }
    }
}
