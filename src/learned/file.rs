//! What files of weights have in common: magic, version, checksum, and values of fixed size.
//!
//! Little-endian throughout. The header is the magic of four bytes, the version as 16 bits and a
//! checksum of everything behind it as 32. Reading checks every size before it allocates and
//! never panics.

use std::error::Error;
use std::fmt;

use super::calibration::Calibration;
use super::hash::bytes_hash;

/// Why a weights file cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightsError {
    /// Not a weights file.
    NotWeights,
    /// A format that this version of the engine cannot read; the file's version.
    Version(u16),
    /// Cut short or changed on the way.
    Damaged,
    /// Well-formed, but not the sizes that this engine works with.
    Unsuitable,
}

impl fmt::Display for WeightsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WeightsError::NotWeights => write!(formatter, "not an Ascribe weights file"),
            WeightsError::Version(version) => {
                write!(
                    formatter,
                    "weights of format {version}, which this engine does not read"
                )
            }
            WeightsError::Damaged => write!(formatter, "the weights file is cut short or damaged"),
            WeightsError::Unsuitable => {
                write!(formatter, "the weights file does not fit this engine")
            }
        }
    }
}

impl Error for WeightsError {}

/// Where a file's checksum stands.
const CHECKSUM: std::ops::Range<usize> = 6..10;
/// Most points of a calibration curve.
const MOST_POINTS: u32 = 64;

/// The checksum that a file states.
pub(crate) fn checksum(bytes: &[u8]) -> Option<u32> {
    let field = bytes.get(CHECKSUM)?.try_into().ok()?;
    Some(u32::from_le_bytes(field))
}

/// Checks the header; what stands behind it.
pub(crate) fn open<'a>(
    bytes: &'a [u8],
    magic: &[u8; 4],
    version: u16,
) -> Result<Reader<'a>, WeightsError> {
    let mut reader = Reader(bytes);
    if reader.take::<4>().map_err(|_| WeightsError::NotWeights)? != *magic {
        return Err(WeightsError::NotWeights);
    }
    let own = u16::from_le_bytes(reader.take()?);
    if own != version {
        return Err(WeightsError::Version(own));
    }
    if reader.u32()? != bytes_hash(reader.0) {
        return Err(WeightsError::Damaged);
    }
    Ok(reader)
}

/// The file: the header, then what stands behind it.
pub(crate) fn seal(magic: &[u8; 4], version: u16, body: &[u8]) -> Vec<u8> {
    let mut bytes = magic.to_vec();
    bytes.extend(version.to_le_bytes());
    bytes.extend(bytes_hash(body).to_le_bytes());
    bytes.extend(body);
    bytes
}

/// Takes fixed-size values off the front of a slice.
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn take<const N: usize>(&mut self) -> Result<[u8; N], WeightsError> {
        let (head, rest) = self.0.split_first_chunk().ok_or(WeightsError::Damaged)?;
        self.0 = rest;
        Ok(*head)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, WeightsError> {
        self.take().map(u32::from_le_bytes)
    }

    pub(crate) fn f32(&mut self) -> Result<f32, WeightsError> {
        let value = f32::from_le_bytes(self.take()?);
        if value.is_finite() {
            Ok(value)
        } else {
            Err(WeightsError::Damaged)
        }
    }

    /// A curve: how many points, then each.
    pub(crate) fn calibration(&mut self) -> Result<Calibration, WeightsError> {
        let count = self.u32()?;
        if count > MOST_POINTS {
            return Err(WeightsError::Unsuitable);
        }
        let points = (0..count).map(|_| Ok((self.f32()?, self.f32()?)));
        Ok(Calibration {
            points: points.collect::<Result<_, WeightsError>>()?,
        })
    }

    /// All that is left.
    pub(crate) fn rest(self) -> &'a [u8] {
        self.0
    }
}

/// Writes a curve as [`Reader::calibration`] reads it.
pub(crate) fn write_calibration(curve: &Calibration, body: &mut Vec<u8>) {
    body.extend((curve.points.len() as u32).to_le_bytes());
    for (score, probability) in &curve.points {
        body.extend(score.to_le_bytes());
        body.extend(probability.to_le_bytes());
    }
}
