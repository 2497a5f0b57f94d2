export { MissingPage as default } from "../../frame/refused-page.tsx";
