/** Which page is asked for, its query too; set by the proxy, as a page itself is not told. */
export const pageHeader = "x-mostik-page";
