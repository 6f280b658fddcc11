/** A token of HTTP (RFC 9110, section 5.6.2), such as the name of a header field or of a cookie, of bearable length. */
export const HTTP_TOKEN: RegExp = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,64}$/u;
