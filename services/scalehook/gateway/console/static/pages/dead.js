// Messages between services that were given up.
import { t } from "../words.js";
import { Dead } from "./queues.js";

export const title = () => t("page.dead");
export const watches = () => ["console/dead"];
export const Page = Dead;
