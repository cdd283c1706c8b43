import * as dagre from "@dagrejs/dagre";

const { layout } = dagre.layout ? dagre : dagre.default;
const { Graph } = (dagre.graphlib ?? dagre.default.graphlib);
export { Graph, layout };
