// Places and names that the whole site shares.
export const SITE_TITLE = 'Kites & String';
export const SITE_DESCRIPTION = "Twelve winds, one hill";
