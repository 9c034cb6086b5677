/** The seed's real example: a sample project with six failing tests in three classes. */
@NullMarked
package dev.stretto.app.demo;

import org.jspecify.annotations.NullMarked;
