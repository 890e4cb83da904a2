import { PathParam } from '../http/endpoint.js';

/** The id of the user in the path. */
export const UserId = (description = 'Id of the user.') => PathParam({ name: 'user', description });
