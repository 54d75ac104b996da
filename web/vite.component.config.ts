import { defineConfig } from "vite";

/** `<career-path>` as one script of a fixed name, beside the page. */
export default defineConfig({
  base: "./",
  publicDir: false,
  build: {
    target: "es2022",
    emptyOutDir: false,
    lib: { entry: "src/component.tsx", formats: ["es"], fileName: () => "career-path.js" },
    rolldownOptions: { output: { codeSplitting: false } },
    minify: true,
  },
  define: { "import.meta.env.DEV": "false" },
});
