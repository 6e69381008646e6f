export const timeZoneCookie = "mostik_time_zone";
