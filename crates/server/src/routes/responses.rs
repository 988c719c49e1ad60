//! The answers that many operations share, for the OpenAPI file.

use std::collections::BTreeMap;

use utoipa::openapi::{Content, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

use tutti_types::Problem;

fn problems(statuses: &[(&str, &str)]) -> BTreeMap<String, RefOr<Response>> {
    let problem = || {
        Content::new(Some(RefOr::<utoipa::openapi::Schema>::Ref(
            Ref::from_schema_name(Problem::name()),
        )))
    };
    let answer = |text: &str| {
        ResponseBuilder::new()
            .description(text)
            .content("application/problem+json", problem())
            .build()
    };
    statuses
        .iter()
        .map(|(status, text)| ((*status).to_owned(), RefOr::T(answer(text))))
        .collect()
}

const ALWAYS: [(&str, &str); 3] = [
    ("401", "No valid access token"),
    ("429", "Too many requests; see Retry-After"),
    ("503", "The database is away or busy; see Retry-After"),
];

/// What can go wrong with a read.
pub struct ReadProblems;
impl IntoResponses for ReadProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(
            &[
                &ALWAYS[..],
                &[
                    ("400", "The query could not be read"),
                    ("404", "Not there, or not yours to see"),
                ],
            ]
            .concat(),
        )
    }
}

/// What can go wrong with a change.
pub struct WriteProblems;
impl IntoResponses for WriteProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let own = [
            ("400", "The body or a header could not be read"),
            ("403", "A member without the right"),
            ("404", "Not there, or not yours to see"),
            ("409", "Not possible as things stand; see code"),
            ("412", "It was changed after the version in If-Match"),
            ("413", "The body is larger than 1 MiB"),
            ("415", "The body is not application/json"),
            ("422", "Fields are not right; see errors"),
        ];
        problems(&[&ALWAYS[..], &own[..]].concat())
    }
}

/// What can go wrong where nobody is signed in yet.
pub struct PublicProblems;
impl IntoResponses for PublicProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[
            ("400", "The body could not be read"),
            ("401", "The credentials are not right"),
            ("403", "Not from here, or sign-up is closed"),
            ("404", "Not there"),
            ("409", "Not possible as things stand; see code"),
            ("413", "The body is larger than 1 MiB"),
            ("415", "The body is not application/json"),
            ("422", "Fields are not right; see errors"),
            ("429", "Too many attempts; see Retry-After"),
            ("503", "The database is away or busy; see Retry-After"),
        ])
    }
}
