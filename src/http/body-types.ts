/** The media types of request bodies. */
export const BODY_TYPES = ['application/json', 'application/x-www-form-urlencoded'];
