const TOKEN = "[\\w!#$%&'*+.^`|~-]+";
const QUOTED = '"(?:[^"\\\\]|\\\\.)*"';
const MEDIA_TYPE = new RegExp(`^[ \\t]*(${TOKEN}/${TOKEN})[ \\t]*(?:;|$)`);
/** A parameter may be empty (RFC 9110, 5.6.6), and some have no value. */
const PARAMETER = new RegExp(`[ \\t]*(?:(${TOKEN})(?:=(${TOKEN}|${QUOTED}))?)?[ \\t]*(?:;|$)`, 'y');
/** The encodings that we read; ASCII is a subset of UTF-8. */
const UTF_8 = new Set(['utf-8', 'utf8', 'us-ascii']);

/**
 * The media type of a Content-Type header, in lower case (RFC 9110, 8.3). Undefined if it names a charset
 * other than UTF-8, however spelled, or is malformed: the body would be misread.
 */
export function mediaTypeOf(contentType: string | undefined): string | undefined {
  // A fast path for most polls.
  if (contentType === undefined || !contentType.includes(';')) return contentType?.trim().toLowerCase();
  const found = MEDIA_TYPE.exec(contentType);
  if (!found) return undefined;
  for (let at = found[0].length; at < contentType.length; at = PARAMETER.lastIndex) {
    PARAMETER.lastIndex = at;
    const parameter = PARAMETER.exec(contentType);
    if (!parameter || !isReadable(parameter[1], parameter[2])) return undefined;
  }
  return found[1]?.toLowerCase();
}

/** RFC 2231 would encode or continue a charset as `charset*`. */
function isReadable(name = '', value = ''): boolean {
  if (!/^charset(?:\*|$)/i.test(name)) return true;
  const charset = value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
  return UTF_8.has(charset.toLowerCase());
}
