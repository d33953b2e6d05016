/** The app's version, written in by the build: "0.2.0+ab12cd34". */
declare const APP_VERSION: string;
