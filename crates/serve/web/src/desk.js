// Small islands on pages that work without them: the card beside marked words, the slider of days, news of changes.
import { cards } from "./cards.js";
import { sliders } from "./sliders.js";
import { live } from "./live.js";

cards(document);
sliders(document);
live(document);
