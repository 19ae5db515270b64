//! The bytes of a model file, read in order.

use super::matrix::Matrix;
use super::vector::Norm;

/// What is left of a file. Every reading answers `None` past its end.
#[derive(Debug)]
pub(super) struct File {
    rest: &'static [u8],
}

impl File {
    /// A file that begins with `mark`.
    pub(super) fn open(bytes: &'static [u8], mark: &[u8]) -> Option<File> {
        bytes.strip_prefix(mark).map(|rest| File { rest })
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn bytes(&mut self, count: usize) -> Option<&'static [u8]> {
        let (bytes, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(bytes)
    }

    /// A number of four bytes, the lowest first.
    pub(super) fn count(&mut self) -> Option<usize> {
        let bytes = self.bytes(4)?.first_chunk()?;
        usize::try_from(u32::from_le_bytes(*bytes)).ok()
    }

    /// A text with its length before it.
    pub(super) fn text(&mut self) -> Option<&'static str> {
        let length = self.count()?;
        std::str::from_utf8(self.bytes(length)?).ok()
    }

    pub(super) fn floats(&mut self, count: usize) -> Option<Vec<f32>> {
        let bytes = self.bytes(count.checked_mul(4)?)?;
        Some(bytes.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }

    pub(super) fn weights(&mut self, count: usize) -> Option<Vec<i8>> {
        Some(self.bytes(count)?.iter().map(|&byte| i8::from_le_bytes([byte])).collect())
    }

    pub(super) fn norm(&mut self, width: usize) -> Option<Norm> {
        Some(Norm { weight: self.floats(width)?, bias: self.floats(width)? })
    }

    /// Outputs, inputs, a scale and a bias an output, the weights.
    pub(super) fn matrix(&mut self) -> Option<Matrix> {
        let (outputs, inputs) = (self.count()?, self.count()?);
        let (scales, bias) = (self.floats(outputs)?, self.floats(outputs)?);
        let weights = self.weights(outputs.checked_mul(inputs)?)?;
        Some(Matrix::new(inputs, &weights, &scales, &bias))
    }
}
