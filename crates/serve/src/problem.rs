//! What can go wrong with a request: each has a stable code, a status and a remedy, and is told as `application/problem+json` (RFC 9457).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use legation_link::PartiesError;
use legation_store::StoreError;
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;

/// What is wrong with a request, or with the server.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct Problem {
    /// What kind of trouble it is.
    pub code: Code,
    /// What is wrong, in a sentence.
    pub detail: String,
    /// What to do about it.
    pub remedy: Cow<'static, str>,
}

/// Declares the codes: variant, name, status, what it means, what to do.
macro_rules! codes {
    ($($name:ident $code:literal $status:ident $title:literal $remedy:literal;)*) => {
        /// What kind of trouble: the stable names that docs/API.md lists.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// As it is written.
            pub fn name(self) -> &'static str {
                match self { $(Code::$name => $code,)* }
            }

            /// The status of HTTP that it is told with.
            pub fn status(self) -> StatusCode {
                match self { $(Code::$name => StatusCode::$status,)* }
            }

            /// What it means, whatever the request.
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title,)* }
            }

            /// What to do about it, where nothing more is known.
            pub fn remedy(self) -> &'static str {
                match self { $(Code::$name => $remedy,)* }
            }
        }
    };
}

codes! {
    ParameterUnknown "parameter-unknown" BAD_REQUEST "The address has a parameter that is not understood here." "leave it out; /api/v1/openapi.json lists what each address takes";
    ParameterInvalid "parameter-invalid" BAD_REQUEST "A parameter has a value that is none." "give it a value of the kind that the message names";
    ParameterMissing "parameter-missing" BAD_REQUEST "A parameter is missing." "add it to the address";
    CursorInvalid "cursor-invalid" BAD_REQUEST "The cursor is not one that was given out for this list." "begin again without a cursor, and take `next` as it comes";
    CursorStale "cursor-stale" CONFLICT "The store has changed since the cursor was given out, and this order cannot be gone on with." "begin again without a cursor, or sort by `newest` or `oldest`, whose cursors stay good";
    SearchInvalid "search-invalid" BAD_REQUEST "The words of a search cannot be understood." "write words, \"phrases in quotation marks\", AND, OR, NOT, or beginnings with a star: sanction*";
    PartiesInvalid "parties-invalid" BAD_REQUEST "The words name no two parties." "name states, bodies and armed groups, or their codes: Iran–United States, IRN-USA";
    NotFound "not-found" NOT_FOUND "There is nothing of that name." "look it up in a list or by a search";
    MethodRefused "method-refused" METHOD_NOT_ALLOWED "The address does not take this method." "/api/v1/openapi.json lists the methods of each address";
    NotAcceptable "not-acceptable" NOT_ACCEPTABLE "The address has no such form." "ask for application/json, or what /api/v1/openapi.json lists";
    BodyInvalid "body-invalid" BAD_REQUEST "The body is not what the address takes." "send what /api/v1/openapi.json describes";
    BodyTooLarge "body-too-large" PAYLOAD_TOO_LARGE "The body is longer than is taken." "send fewer or shorter articles at a time";
    MediaUnsupported "media-unsupported" UNSUPPORTED_MEDIA_TYPE "The body is of a kind that is not taken." "send application/json, or text/plain for a text";
    ArticleInvalid "article-invalid" UNPROCESSABLE_ENTITY "The text is not an article that can be read." "give a text and its date";
    CorrectionInvalid "correction-invalid" UNPROCESSABLE_ENTITY "The correction is none, or fits nowhere." "see docs/CORRECTIONS.md";
    IdempotencyMismatch "idempotency-mismatch" UNPROCESSABLE_ENTITY "The idempotency key was used with another body." "take a new key for each request";
    TokenMissing "token-missing" UNAUTHORIZED "This needs a token." "send `Authorization: Bearer TOKEN`; `legation token add` makes one";
    TokenInvalid "token-invalid" UNAUTHORIZED "The token is not known." "check that it is whole, and that `legation token list` has it";
    ScopeMissing "scope-missing" FORBIDDEN "The token may not do this." "make one with the scope that the message names";
    OriginRefused "origin-refused" FORBIDDEN "The request comes from a page of another site." "send it from the desk's own pages, or from a program";
    HostRefused "host-refused" MISDIRECTED_REQUEST "The desk is not known by this name." "start it with --host NAME, or ask it by the address that it listens on";
    RateLimited "rate-limited" TOO_MANY_REQUESTS "So many requests are not answered." "wait as many seconds as Retry-After says";
    Busy "busy" SERVICE_UNAVAILABLE "The desk has all hands full." "ask again in a moment";
    Timeout "timeout" GATEWAY_TIMEOUT "The answer takes too long." "ask again in a moment, or for less: fewer days, a type, a party";
    ReadOnly "read-only" FORBIDDEN "This desk takes nothing in." "start it with a store that it may write";
    StoreBusy "store-busy" SERVICE_UNAVAILABLE "Another program is writing to the store." "ask again when it is done";
    StoreFailed "store-failed" INTERNAL_SERVER_ERROR "The store could not be read or written." "see what the desk logs, and run `legation check`";
    Internal "internal" INTERNAL_SERVER_ERROR "The desk made a mistake." "report what it logs";
}

impl Problem {
    /// Of a kind, with what is wrong in a sentence.
    pub fn new(code: Code, detail: impl Into<String>) -> Problem {
        Problem { code, detail: detail.into(), remedy: Cow::Borrowed(code.remedy()) }
    }

    /// The same with what to do about it.
    #[must_use]
    pub fn with_remedy(self, remedy: impl Into<Cow<'static, str>>) -> Problem {
        Problem { remedy: remedy.into(), ..self }
    }

    /// Nothing of that name.
    pub fn not_found(what: &str, name: &str) -> Problem {
        Problem::new(Code::NotFound, format!("there is no {what} `{name}`"))
    }

    /// As it is written out.
    pub fn told(&self) -> ProblemBody {
        ProblemBody {
            kind: format!("/docs/errors#{}", self.code.name()),
            title: self.code.title().to_owned(),
            status: self.code.status().as_u16(),
            code: self.code.name().to_owned(),
            detail: self.detail.clone(),
            remedy: self.remedy.clone().into_owned(),
        }
    }
}

/// A problem as it is written out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProblemBody {
    /// The kind of trouble, as a reference.
    #[serde(rename = "type")]
    pub kind: String,
    /// What the code means.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// The stable name of the kind of trouble.
    pub code: String,
    /// What is wrong with this request.
    pub detail: String,
    /// What to do about it.
    pub remedy: String,
}

impl From<StoreError> for Problem {
    fn from(why: StoreError) -> Problem {
        match &why {
            StoreError::Search { .. } => Problem::new(Code::SearchInvalid, why.to_string()),
            StoreError::Busy => Problem::new(Code::StoreBusy, why.to_string()),
            StoreError::Stopped => Problem::new(Code::Timeout, why.to_string()),
            _ => {
                // What the file system says is for those who run the desk alone.
                tracing::error!(code = why.code(), "{why}");
                Problem::new(Code::StoreFailed, format!("the store failed ({})", why.code()))
            }
        }
    }
}

impl From<PartiesError> for Problem {
    fn from(why: PartiesError) -> Problem {
        Problem::new(Code::PartiesInvalid, why.to_string()).with_remedy(why.remedy())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self.told()).unwrap_or_default();
        let mut answer = (self.code.status(), body).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        answer.headers_mut().insert(header::CONTENT_TYPE, kind);
        if self.code.status() == StatusCode::UNAUTHORIZED {
            let how = HeaderValue::from_static("Bearer realm=\"legation\"");
            answer.headers_mut().insert(header::WWW_AUTHENTICATE, how);
        }
        if matches!(self.code, Code::Busy | Code::StoreBusy | Code::RateLimited) {
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        answer.extensions_mut().insert(self);
        answer
    }
}
