/** Names the person whose page sends a request. In one browser somebody else may have signed in since that page was made. */
export const PERSON_HEADER = 'x-numina-person'

export const OTHER_PERSON = 'Somebody else has signed in in this browser. Reload the page to go on.'
