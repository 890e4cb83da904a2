/** What a change may come as. */
export const BODY_TYPES = ['application/json', 'application/x-www-form-urlencoded'];
