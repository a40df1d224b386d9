vec4 tinted(vec4 colour, vec4 tint) { return colour * tint; }
