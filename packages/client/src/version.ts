/** The package's version, as a publication's logs show it; a test holds it to the manifest. */
export const version = "0.1.0";
